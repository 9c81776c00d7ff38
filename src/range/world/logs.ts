/** CloudWatch Logs. */
export interface LogEvent {
  id: string;
  at: number;
  message: string;
}

export interface LogStream {
  name: string;
  createdAt: number;
  events: LogEvent[];
}

export interface LogGroup {
  name: string;
  arn: string;
  createdAt: number;
  retentionDays?: number;
  streams: Record<string, LogStream>;
}

export interface LogsState {
  logGroups: Record<string, LogGroup>;
}

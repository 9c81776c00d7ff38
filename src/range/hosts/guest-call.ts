/** What a program on a host asks of AWS, with the instance's own credentials. */
export interface GuestCall {
  readonly service: 'secretsmanager' | 'ssm' | 'sts';
  readonly operation: string;
  readonly input: object;
  /** The instance's own where left out. */
  readonly region?: string;
}

export interface GuestAnswer {
  readonly answer?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

export type AnswerCall = (call: GuestCall) => Promise<GuestAnswer>;

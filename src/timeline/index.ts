export type { Activity } from './activity.ts';
export { type Custody, type KeptFile, readKept } from './files.ts';
export { timelineOf } from './fold.ts';
export { type GroupChange, type GroupChanges, groupChangesOf } from './group-changes.ts';
export { renderMarkdown } from './markdown/render.ts';
export type { Row, Source, Timeline, Who, Written } from './timeline.ts';
export { writeTimeline, type WrittenTimeline } from './write.ts';

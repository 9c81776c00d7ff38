import type { Timeline } from '../timeline.ts';
import { deadlines, facts, happened, over, title, watermark } from './first-page.ts';
import { log, unconfirmed } from './log.ts';
import { approvals, attestations, colophon, lessons, next, unknowns } from './people.ts';
import { changes, credentials, evidence, indicators, would } from './things.ts';

/** The timeline document: one page for a manager first, then everything in its order. */
export const renderMarkdown = (timeline: Timeline): string => {
  const parts = [
    title,
    watermark,
    happened,
    over,
    facts,
    deadlines,
    log,
    changes,
    would,
    credentials,
    indicators,
    evidence,
    unconfirmed,
    unknowns,
    attestations,
    approvals,
    next,
    lessons,
    watermark,
    colophon,
  ];
  return `${parts.flatMap((part) => part(timeline)).join('\n')}\n`;
};

import { styleText } from 'node:util';

/** How wide and how coloured a text is drawn: a Screen is one. */
export interface Look {
  readonly columns: number;
  readonly color: boolean;
}
/** As through a pipe. */
export const PLAIN: Look = { columns: 80, color: false };

/** Colour by meaning. It never carries a meaning alone: the word always stands there too. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly doubt: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}
type Style = Parameters<typeof styleText>[0];
const styled =
  (style: Style) =>
  (text: string): string =>
    styleText(style, text, { validateStream: false });
const COLORED: Paint = {
  good: styled('green'),
  bad: styled(['bold', 'red']),
  doubt: styled('yellow'),
  faint: styled('dim'),
  strong: styled('bold'),
};
const same = (text: string): string => text;
const UNCOLORED: Paint = { good: same, bad: same, doubt: same, faint: same, strong: same };
export const paintOf = ({ color }: Pick<Look, 'color'>): Paint => (color ? COLORED : UNCOLORED);

/** What stands on a case's folder, so that cases can be listed without reading their journals. Never the truth. */
export interface CaseLabel {
  readonly id: string;
  readonly name: string;
  readonly playbook: string;
}
export const LABEL = 'case.json';

export const parseLabel = (text: string): CaseLabel | undefined => {
  try {
    const { id, name, playbook } = JSON.parse(text) as Partial<CaseLabel>;
    if (![id, name, playbook].every((it) => typeof it === 'string')) return undefined;
    return { id: String(id), name: String(name), playbook: String(playbook) };
  } catch {
    return undefined;
  }
};

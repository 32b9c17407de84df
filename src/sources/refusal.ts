/** What a refusal of a service means. */
export interface Refusal {
  readonly permission: string;
  readonly who: string;
  /** The caller knows what it reads, so it names the required permission. */
  readonly vague?: boolean;
}

/** By the code of the answer, where it matters. */
export type Refused = Refusal | ((code: string) => Refusal);

export const refusalOf = (refused: Refused, code: string): Refusal =>
  typeof refused === 'function' ? refused(code) : refused;

/** `explain`. */
import { type Explanation, explanation } from '../../catalog/explanation.ts';
import type { Outcome } from '../../render/outcome.ts';
import { explanationText } from '../../render/text/explanation.ts';

/** @throws PpmiError `code-unknown` */
export function explainCode(code: string): Outcome<Explanation> {
  return { result: explanation(code), exitCode: 0, text: explanationText };
}

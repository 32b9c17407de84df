/** Explains a code or a name of ppmi, of Entra, or of another part of a token request. */
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ExplanationJson } from '../../render/json/explanation.ts';
import type { Outcome } from '../../render/outcome.ts';
import { explanationText } from '../../render/text/explanation.ts';

/**
 * `text`: `PPMI2004`, the name of a finding, `AADSTS700213` or only its number, a code or name that `error decode` prints,
 * or the reason of a blocked check.
 * @throws PpmiError `code-unknown`
 */
export async function explainCode(code: string, shell: ShellTarget): Promise<Outcome<ExplanationJson>> {
  return { result: await explanationOf(code, shell), exitCode: 0, text: explanationText };
}

/** Loads no catalog before the one that can have the text: the numbers of ppmi have four digits, those of Entra more. */
async function explanationOf(code: string, shell: ShellTarget): Promise<ExplanationJson> {
  const text = code.trim();
  const [, prefix, digits] = /^(AADSTS)?(\d{5,8})$/i.exec(text) ?? [];
  if (digits !== undefined) {
    const { ofEntra } = await import('./entra-codes.ts');
    const known = await ofEntra(digits, prefix !== undefined, shell);
    if (known !== null) return known;
  }
  const { ofPpmi, ofReport, unknownCode } = await import('./own-codes.ts');
  const own = await ofPpmi(text, shell);
  if (own !== null) return own;
  const { ofPlatform, ofWorkload } = await import('./other-systems.ts');
  const name = text.toLowerCase();
  const said = (await ofPlatform(text, shell)) ?? ofWorkload(name, shell) ?? (await ofReport(name, shell));
  if (said !== null) return said;
  throw unknownCode(code);
}

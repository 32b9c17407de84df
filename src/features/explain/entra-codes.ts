/** Explains the error codes of Entra. */
import findings from '../../catalog/entra/findings.json' with { type: 'json' };
import { explainEntraCode } from '../../catalog/entra/index.ts';
import { shellLines } from '../../catalog/shell-lines.ts';
import { codeEntry } from '../../domain/entra-errors/codes.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ExplanationJson } from '../../render/json/explanation.ts';

/** Codes of the findings that name a code of Entra. Written by `npm run docs`, because the catalog is long to load. */
const findingsOf: Readonly<Record<string, readonly string[]>> = findings;

/** `prefixed`: as `AADSTS700213`. A number alone is Entra's, unless only another service has it. */
export async function ofEntra(digits: string, prefixed: boolean, shell: ShellTarget): Promise<ExplanationJson | null> {
  const number = Number(digits);
  if (!prefixed && codeEntry(number) === null) {
    const { platformErrorOfCode } = await import('../../domain/entra-errors/platform/platform-errors.ts');
    if (platformErrorOfCode(digits) !== null) return null;
  }
  const { name, title, cause, fix, see, confidence } = explainEntraCode(number);
  const code = `AADSTS${number}`;
  const shown = [...see, ...(findingsOf[code] ?? [])];
  return { code, name, title, cause, fix: shellLines(fix, shell).join('\n'), see: shown, confidence };
}

/** Explains codes and names of other systems: Dataverse, Azure resources, the network, other workloads. */
import { isOtherWorkload, workloads } from '../../catalog/entra/workloads.ts';
import { shellLines } from '../../catalog/shell-lines.ts';
import { noValues, type PlatformError } from '../../domain/entra-errors/platform/platform-error.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ExplanationJson } from '../../render/json/explanation.ts';

export async function ofPlatform(text: string, shell: ShellTarget): Promise<ExplanationJson | null> {
  const { explainPlatformError, isPlatformErrorName } = await import('../../catalog/entra/platform/index.ts');
  const { platformErrorOfCode } = await import('../../domain/entra-errors/platform/platform-errors.ts');
  const named = text.toLowerCase();
  const found: Pick<PlatformError, 'name' | 'code' | 'runtime'> | null = isPlatformErrorName(named)
    ? { name: named, code: null, runtime: null }
    : platformErrorOfCode(text);
  if (found === null) return null;
  const { name, code, runtime } = found;
  const { title, cause, fix, see, confidence } = explainPlatformError({ name, code }, { ...noValues, runtime });
  return { code: code ?? name, name, title, cause, fix: shellLines(fix, shell).join('\n'), see, confidence };
}

/** The kinds of workload that `error decode` and `subject explain` print. */
export function ofWorkload(kind: string, shell: ShellTarget): ExplanationJson | null {
  if (!isOtherWorkload(kind)) return null;
  const { name, usual, fix } = workloads[kind];
  const cause = `An assertion of this workload does not come from a Dataverse plug-in. ${usual}`;
  return {
    code: kind,
    name: kind,
    title: `The assertion comes from ${name}`,
    cause,
    fix: shellLines(fix, shell).join('\n'),
    see: [],
    confidence: 'documented',
  };
}

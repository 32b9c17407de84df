/** `emulator list`. */
import { pad, type Style } from '../style.ts';

export interface ScenarioList {
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    /** Names of the findings that a diagnosis gives, first things first. */
    readonly findings: readonly string[];
    readonly repairable: boolean;
    /** A check cannot look, which is no finding. */
    readonly blocked: boolean;
  }[];
}

export function scenariosText({ scenarios }: ScenarioList, style: Style): string {
  const width = Math.max(...scenarios.map(({ id }) => id.length));
  const lines = scenarios.map(({ id, title }) => `  ${style.command(pad(id, width))}  ${title}`);
  return [...lines, '', 'Try one:', `  ${style.command('ppmi repair --emulate tenant-big-endian --yes')}`].join('\n');
}

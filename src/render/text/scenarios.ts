/** `emulator list`. */
import { pad, type Style } from '../style.ts';

export interface ScenarioList {
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    /** Names of the findings of a diagnosis, causes first. */
    readonly findings: readonly string[];
    readonly repairable: boolean;
    /** Some checks cannot run in this scenario. */
    readonly blocked: boolean;
  }[];
}

export function scenariosText({ scenarios }: ScenarioList, style: Style): string {
  const width = Math.max(...scenarios.map(({ id }) => id.length));
  const lines = scenarios.map(({ id, title }) => `  ${style.command(pad(id, width))}  ${title}`);
  return [...lines, '', 'Run a scenario:', `  ${style.command('ppmi repair --emulate tenant-big-endian --yes')}`].join(
    '\n',
  );
}

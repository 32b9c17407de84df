import { BaseCommand } from '../../cli/base-command.ts';
import type { ScenarioList } from '../../render/scenarios-text.ts';

export default class EmulatorList extends BaseCommand {
  static override summary = 'list the scenarios that --emulate takes';
  static override description = 'SCENARIO,healthy is the same world without the fault.';

  async run(): Promise<ScenarioList> {
    await this.parse(EmulatorList);
    const { scenarioList } = await import('../../cli/scenarios.ts');
    const result = await scenarioList();
    return this.finish(result, 0, async (style) => {
      const { scenariosText } = await import('../../render/scenarios-text.ts');
      return scenariosText(result, style);
    });
  }
}

import { BaseCommand } from '../../cli/base-command.ts';
import { type ScenarioList, scenariosText } from '../../render/text/scenarios.ts';

export default class EmulatorList extends BaseCommand {
  static override summary = 'list the scenarios that --emulate takes';
  static override description = 'SCENARIO,healthy is the same world without the fault.';

  async run(): Promise<ScenarioList> {
    await this.parse(EmulatorList);
    const { scenarioList } = await import('../../features/emulator/list-scenarios.ts');
    const result = scenarioList();
    return this.finish(result, 0, (style) => scenariosText(result, style));
  }
}

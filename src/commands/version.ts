import { BaseCommand } from '../cli/base-command.ts';

export default class Version extends BaseCommand {
  static override summary = 'print the version of ppmi, of Node and the system';

  async run(): Promise<{ version: string; node: string; platform: string }> {
    await this.parse(Version);
    const result = {
      version: this.config.version,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    };
    return this.finish(result, 0, () => this.config.userAgent);
  }
}

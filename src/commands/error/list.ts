import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { areas } from '../../domain/entra-errors/codes.ts';

export default defineCommand({
  summary: 'List the known AADSTS error codes with their names and areas',
  description:
    "The areas are <%= config.bin %>'s own, from the viewpoint of a workload that exchanges a federated assertion. The codes come from Microsoft's reference page, other documentation and observed errors.",
  examples: ['<%= config.bin %> <%= command.id %> --area federation'],
  flags: { area: Flags.option({ options: areas })({ summary: 'Show only the codes of this area' }) },
  async run({ flags }) {
    const { listCodes } = await import('../../features/entra-errors/list-codes.ts');
    return listCodes(flags.area);
  },
});

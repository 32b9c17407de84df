/** oclif's hook for a command that does not exist. The usual plug-in offers to run another one; a diagnosis must not guess. */
import type { Hook } from '@oclif/core/hooks';
import { unknownCommand } from './unknown-command.ts';

const commandNotFound: Hook.CommandNotFound = async ({ id, argv, config }) => {
  throw unknownCommand([...id.split(':'), ...(argv ?? [])], config.commandIDs);
};

export default commandNotFound;

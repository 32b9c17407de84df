import { defineCommand } from '../cli/command.ts';

export default defineCommand({
  summary: 'Show the versions of ppmi and Node.js, and the platform',
  async run({ ownPackage }) {
    const result = {
      version: ownPackage.version,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
    };
    return { result, exitCode: 0, text: () => `ppmi/${result.version} ${result.platform} node-${result.node}` };
  },
});

import { expect } from 'chai';
import { completionModel } from '../../../src/features/autocomplete/completion-model.ts';

const flag = (name: string, more: object = {}) => ({ name, type: 'option', ...more });

const cli = {
  bin: 'tool',
  topics: [{ name: 'subject', description: 'Work with subjects' }, { name: 'empty' }],
  commands: [
    {
      id: 'subject:show',
      summary: 'Run <bin> now',
      args: { file: { name: 'file' } },
      flags: {
        cloud: flag('cloud', { options: ['public', 'gcc'] }),
        'ca-file': flag('ca-file', { helpValue: 'FILE' }),
        emulate: flag('emulate', { helpValue: 'SCENARIO' }),
        tenant: flag('tenant', { helpValue: 'GUID' }),
        group: { name: 'group', type: 'boolean', allowNo: true },
        secret: flag('secret', { hidden: true }),
      },
    },
    { id: 'internal', hidden: true, args: {}, flags: {} },
  ],
};

describe('the completion model', () => {
  const model = completionModel(cli, (text) => text.replace('<bin>', 'tool'), { emulate: ['fic-missing'] });
  const [command] = model.commands;

  it('leaves out hidden commands and flags, and topics without a command', () => {
    expect(model.commands.map(({ name }) => name)).to.deep.equal(['subject show']);
    expect(model.topics.map(({ name }) => name)).to.deep.equal(['subject']);
    expect(command?.flags.map(({ name }) => name)).to.not.include('secret');
  });

  it('renders the summaries', () => expect(command?.summary).to.equal('Run tool now'));

  it('knows the values of each flag', () => {
    const values = Object.fromEntries((command?.flags ?? []).map(({ name, value }) => [name, value]));
    expect(values).to.deep.equal({
      cloud: { kind: 'options', options: ['public', 'gcc'] },
      'ca-file': { kind: 'file' },
      emulate: { kind: 'options', options: ['fic-missing'] },
      tenant: { kind: 'text' },
      group: null,
      'no-group': null,
    });
  });

  it('completes file names for an argument that is a file', () =>
    expect(command?.argument).to.deep.equal({ kind: 'file' }));
});

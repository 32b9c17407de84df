import { expect } from 'chai';
import { errorText } from '../../src/catalog/error-text.ts';
import { jsonRequested, unknownCommand, usageError } from '../../src/cli/errors.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import { shellTarget } from '../../src/domain/shell/command-line.ts';
import { jsonOf, runPpmi } from '../run-ppmi.ts';

const ids = ['auth:create', 'doctor', 'explain', 'repair', 'subject:diff', 'subject:show'];

/** As oclif's parser throws it. */
function parserError(message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { oclif: { exit: 2 } }, more);
}
const detailOf = (error: Error, flags: string[] = []) => usageError(error, { name: 'doctor', flags })?.args.detail;

describe('a wrong command line', () => {
  it('suggests a similar flag for an unknown one', () => {
    const error = parserError('Nonexistent flag: --enviroment', { flags: ['--enviroment'] });
    expect(detailOf(error, ['environment', 'component'])).to.equal(
      'Unknown flag --enviroment. Did you mean --environment?',
    );
    expect(detailOf(parserError('Nonexistent flag: --xyzzy', { flags: ['--xyzzy'] }), ['environment'])).to.equal(
      'Unknown flag --xyzzy.',
    );
  });

  it('suggests a similar value for an unknown one', () => {
    const message = 'Expected --cloud=gccc to be one of: public, gcc, gcchigh\nSee more help with --help';
    expect(detailOf(parserError(message))).to.equal(
      '--cloud expects one of public, gcc, gcchigh; got "gccc". Did you mean "gcc"?',
    );
  });

  it('names a missing flag as it is typed', () => {
    const message = 'The following error occurred:\n  Missing required flag sign-in';
    expect(detailOf(parserError(message))).to.equal('Missing required flag --sign-in');
  });

  it('says in one form which number a flag expects, and which flags exclude each other', () => {
    const number = (rest: string) => detailOf(parserError(`Parsing --watch \n\t${rest}\nSee more help with --help`));
    expect(number('Expected an integer but received: abc')).to.equal('--watch expects an integer; got "abc".');
    expect(number('Expected an integer greater than or equal to 1 but received: 0')).to.equal(
      '--watch expects an integer of at least 1; got "0".',
    );
    expect(detailOf(parserError('--json=true cannot also be provided when using --format'))).to.equal(
      '--json cannot be used with --format',
    );
  });

  it('names the command in its fix, unless the error has one', () => {
    expect(usageError(new PpmiError('usage', { detail: 'x' }), { name: 'doctor', flags: [] })?.args.command).to.equal(
      'doctor',
    );
  });

  it('does not change other errors', () => {
    expect(usageError(new Error('x'))).to.equal(null);
    expect(usageError(new PpmiError('bug'))).to.equal(null);
  });
});

describe('an unknown command', () => {
  const suggestion = (...words: string[]) => unknownCommand(words, ids).args.suggestion;

  it('suggests a similar one', () => {
    expect(suggestion('docter')).to.equal('doctor');
    expect(suggestion('subject', 'shwo', 'file.dll')).to.equal('subject show');
    expect(suggestion('frobnicate')).to.equal(undefined);
  });

  it('suggests explain for a code, and the ppmi command for the name in other tools', () => {
    expect(suggestion('AADSTS700213')).to.equal('explain AADSTS700213');
    expect(suggestion('login')).to.equal('auth create');
  });

  it('is an unexpected argument after a command', () => {
    const { id, args } = unknownCommand(['doctor', 'tenant-big-endian'], ids);
    expect(id).to.equal('usage');
    expect(args.detail).to.contain('--component tenant-big-endian or --emulate tenant-big-endian');
  });

  it('is an unexpected argument after a command of two words, never the command itself', () => {
    const { id, args } = unknownCommand(['subject', 'show', 'a', 'b'], ids);
    expect([id, args.detail]).to.deep.equal(['usage', '"subject show" takes no argument; got "a b".']);
  });

  it('is missing before a flag', () => {
    const { args } = unknownCommand(['-V'], ids);
    expect(args.detail).to.equal('Expected a command before -V. Did you mean -v?');
    const { fix } = errorText(new PpmiError('usage', args), shellTarget('bash', 'linux'));
    expect(fix).to.equal('List all commands:\n  ppmi help');
  });
});

describe('JSON as the answer', () => {
  it('is requested by the flag, but not after --', () => {
    expect(jsonRequested(['doctor', '--json'])).to.equal(true);
    expect(jsonRequested(['explain', '--', '--json'])).to.equal(false);
  });
});

describe('an error on the terminal', () => {
  it('says what happened, why, and what to do', async () => {
    const { code, stderr } = await runPpmi(['env', 'list', '--sign-in', 'client-secret']);
    expect(code).to.equal(2);
    const [what, why, next] = stderr.trim().split('\n\n');
    expect(what).to.contain('PPMI9014').and.contain('--sign-in-tenant');
    expect(why).to.contain('only the credentials that you select');
    expect(next).to.contain('--sign-in azure-cli');
  });

  it("never redacts ppmi's own texts, whatever the password is", async () => {
    const args = ['certificate', 'show', 'test/fixtures/containers/aes256-chain.pfx'];
    for (const password of ['wrong', 'password', 'PPMI9008']) {
      const ran = await runPpmi([...args, '--password', password, '--json']);
      expect(jsonOf(ran).error, password).to.include({ code: 'PPMI9008', name: 'password-wrong' });
      expect(ran.stdout, password).to.not.contain('[redacted]');
    }
  });
});

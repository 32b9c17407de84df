import { expect } from 'chai';
import { explainSubject } from '../../../../src/domain/trust/subject/explain.ts';

const tenant = '5z_1tfM72hf6fLbU8CqX6g';
const application = 'qzXoWDkuqUa3l6zM5mM0Rw';
const environment = 'ea9e3fd6-b340-441c-8d87-4e83080c39a3';
const hash = '6388196260bf706d3fe5da64fe88e43214360360dff2cf722a3b2bedf6d86190';
const right = `/eid1/c/pub/t/${tenant}/a/${application}/n/plugin/e/${environment}/h/${hash}`;
const name = 't83pAgUsc7KG3SeE_dS6TGhJXMotGWJyrrj5fWLFJ2o';
const issued = (issuer: string, subject: string) => right.replace(/\/h\/.*/, `/i/${issuer}/s/${subject}`);
const legacy = `component:pluginassembly,thumbprint:C67255AD07AB5E6A0A3F1979DAC2F928A580E6F4,environment:${environment}`;
const colons = hash.replace(/..(?=.)/g, '$&:');

/** Part and problem of each malformed segment; any other mistake by its name. */
function problems(subject: string): readonly string[] {
  return explainSubject(subject).mistakes.map(({ name: mistake, segment }) =>
    segment === null ? mistake : `${segment.part} ${segment.problem}`,
  );
}

describe('the segments of a subject', () => {
  for (const [what, subject, expected] of [
    ['self-signed', right, []],
    ['issued', issued(name, name), []],
    ['version 0', legacy, []],
    ['a default environment', right.replace(environment, `Default-${environment}`), []],
    ['no slash in front', right.slice(1), ['prefix leading-slash']],
    ['two slashes in front', `/${right}`, ['prefix leading-slash']],
    ['quotation marks around it', `"${right}"`, ['prefix leading-slash', 'certificate sha256']],
    ['no cloud', right.replace('/c/pub', ''), ['prefix missing']],
    ['an unknown cloud', right.replace('/c/pub', '/c/public'), ['prefix unknown-cloud']],
    ['a tenant of 21 characters', right.replace(tenant, tenant.slice(1)), ['tenant encoded-guid']],
    ['a tenant whose last bits are set', right.replace(tenant, `${tenant.slice(0, -1)}h`), ['tenant encoded-guid']],
    ['no tenant', right.replace(tenant, ''), ['tenant missing']],
    ['a placeholder for the application', right.replace(application, '{appId}'), ['application placeholder']],
    ['another word for the component', right.replace('/plugin', '/plugins'), ['component not-a-segment']],
    ['the kind of component', right.replace('/plugin', '/pluginassembly'), ['component not-a-segment']],
    ['no component', right.replace('/n/plugin', ''), ['component missing']],
    ['an environment of 35 characters', right.replace(environment, environment.slice(1)), ['environment guid']],
    ['no environment', right.replace(environment, ''), ['environment missing']],
    ['nothing after the environment', right.replace(/\/h\/.*/, ''), ['certificate cut-off']],
    ['no hash', right.replace(hash, ''), ['certificate missing']],
    ['a hash of 63 digits', right.slice(0, -1), ['certificate sha256']],
    ['a hash of 65 digits', `${right}0`, ['certificate sha256']],
    ['a slash behind', `${right}/`, ['certificate trailing-slash']],
    ['a segment too many', `${right}/extra`, ['certificate left-over']],
    ['colons in the hash', right.replace(hash, colons), ['certificate sha256']],
    ['a name hash of 42 characters', issued(name.slice(1), name), ['certificate name-hash']],
    ['padding behind a name hash', issued(`${name}=`, name), ['certificate name-hash']],
    ['an issuer without a subject', issued(name, name).replace(/\/s\/.*/, ''), ['certificate not-a-segment']],
    ['a path of Git Bash', `C:/Program Files/Git${right}`, ['prefix converted-path']],
    ['the same with backslashes', `C:\\Program Files\\Git${right.replaceAll('/', '\\')}`, ['prefix converted-path']],
    ['a thumbprint of 39 digits', legacy.replace('E6F4', 'E6F'), ['certificate sha1']],
    ['another component in version 0', legacy.replace('pluginassembly', 'pluginpackage'), ['component not-a-segment']],
  ] as const) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => {
      expect(problems(subject)).to.deep.equal(expected);
    });
  }

  it('of another component of the platform are left alone', () => {
    const other = right.replace('/n/plugin', '/n/serviceendpoint');
    expect([explainSubject(other).kind, problems(other)]).to.deep.equal(['foreign', []]);
  });
});

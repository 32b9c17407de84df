import { expect } from 'chai';
import { runPpmi } from '../../run-ppmi.ts';

const right =
  '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
const head = right.slice(0, right.indexOf('/h/'));
const hash = 't83pAgUsc7KG3SeE_dS6TGhJXMotGWJyrrj5fWLFJ2o';
const legacy =
  'component:pluginassembly,thumbprint:B4D4BB6EB76921BEB47E43A9BF7ACCCF478682FB,environment:7c4547dd-4bd6-e4c5-1f87-40bcd979571c';
const explain = (...args: readonly string[]) => runPpmi(['subject', 'explain', ...args]);

describe('subject explain', () => {
  for (const [what, subject, code, said] of [
    ['a right one', right, 0, 'No mistake found in the subject itself.'],
    ['one with a mistake', right.replace('/h/', '/hash/'), 1, 'To see it yourself:'],
    ['one of another service', '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/a/sc/o/c', 0, 'Subject of Azure DevOps'],
    ['one of GitHub Actions', 'repo:contoso/plugins:ref:refs/heads/main', 0, 'Subject of GitHub Actions'],
    ['one of a cluster', 'system:serviceaccount:default:app', 0, 'the final slash of the issuer'],
    [
      'one of Terraform',
      'organization:o:project:p:workspace:w:run_phase:plan',
      0,
      'plan and apply present different subjects',
    ],
    ['one of a managed identity', '8c8a4a4e-1111-4222-8333-444455556666', 0, 'object (principal) ID'],
    ['one with placeholders', `${head}/i/{issuer}/s/{certificateSubject}`, 1, 'placeholder "/i/{issuer}'],
    [
      'one with a placeholder for the tenant',
      right.replace(/\/t\/[^/]+/, '/t/{tenantId}'),
      1,
      'placeholder "/t/{tenantId}"',
    ],
    ['one with a digit too few', right.slice(0, -1), 1, 'has 63 characters after `/h/`'],
    ['one without a hash', `${head}/h/`, 1, 'has no value in the certificate segment'],
    ['one that is cut off', head, 1, 'ends before the certificate segment'],
    ['one with a slash at the end', `${right}/`, 1, 'ends with a slash'],
    ['one that goes on', `${right}/x`, 1, 'continues after the certificate'],
    ['one without its first slash', right.slice(1), 1, 'must begin with exactly one slash'],
    ['one with another first slash', `/${right}`, 1, 'must begin with exactly one slash'],
    ['one of no cloud', right.replace('/pub/', '/com/'), 1, 'which is the prefix of no cloud'],
    [
      'one with a short tenant',
      right.replace('9_Rtmt5_VQrybrzMoT7pcg', '9_Rtmt5_VQrybrzMoT7pc'),
      1,
      'has 21 characters',
    ],
    ['one with a bad environment', right.replace('7c4547dd-', '7c4547d-'), 1, 'which is not a GUID'],
    [
      'one with a cut name hash',
      `${head}/i/${hash}/s/${hash.slice(1)}`,
      1,
      'has a name hash that is not 43 characters',
    ],
    ['one that Git Bash rewrote', `C:/Program Files/Git${right}`, 1, 'PPMI2062'],
    ['one of version 0 with colons', legacy.replace('B4D4', 'B4:D4'), 1, '40 hex digits without colons'],
    [
      'one of GitHub Actions that ends early',
      'repo:org/repo:',
      1,
      'has no context after the repository; expected `repo:',
    ],
    ['one of GitHub Actions without a repository', 'repo:org:ref:refs/heads/main', 1, 'has no repository; expected'],
    ['one of GitHub Actions without an environment', 'repo:org/repo:environment:', 1, 'has no environment;'],
    ['one of GitHub Actions without a ref', 'repo:org/repo:ref:', 1, 'has no ref;'],
    ['one of GitHub Actions without a branch', 'repo:org/repo:ref:refs/heads/', 1, 'has no branch;'],
    ['one of GitHub Actions with a bare branch', 'repo:org/repo:ref:main', 1, 'has "main" where another value belongs'],
    ['one of GitHub Actions for all', 'repo:org/*:ref:refs/heads/main', 1, 'has "org/*" where'],
    ['one of GitHub Actions with a placeholder', 'repo:{org}/app:pull_request', 1, 'has "{org}" where'],
    ['one of GitHub Actions for the repository alone', 'repo:org/repo', 0, 'Subject of GitHub Actions'],
    ['one of GitLab that ends early', 'project_path:g/p:ref_type:branch:ref:', 1, 'has no ref;'],
    ['one of GitLab without a project', 'project_path:g:ref_type:branch:ref:main', 1, 'has no project;'],
    ['one of GitLab for the project alone', 'project_path:g/p', 0, 'Subject of GitLab'],
    ['one of a cluster without an account', 'system:serviceaccount:ns:', 1, 'has no service account; expected'],
    ['one of a cluster that ends early', 'system:serviceaccount:ns', 1, 'has no service account;'],
    ['one of a cluster without a namespace', 'system:serviceaccount::sa', 1, 'has no namespace;'],
    ['one of a cluster that goes on', 'system:serviceaccount:ns:sa:x', 1, 'has ":x" where'],
    ['one of Azure DevOps that ends early', 'sc://org/project', 1, 'has no service connection; expected `sc://'],
    ['one of Azure DevOps without a project', 'sc://org//connection', 1, 'has no project;'],
    ['one of Azure DevOps with one slash', 'sc:/org/project/connection', 1, 'Subject of Azure DevOps'],
    ['one of Terraform that ends early', 'organization:o:project:p', 1, 'has no workspace;'],
    ['one of Terraform without a phase', 'organization:o:project:p:workspace:w:run_phase:', 1, 'has no run phase;'],
    ['one of SPIFFE without a domain', 'spiffe://', 1, 'has no trust domain;'],
    ['one of SPIFFE with a slash at the end', 'spiffe://example.org/app/', 1, 'has "/app/" where'],
    ['one with another first segment', right.replace('eid1', 'eid2'), 1, 'has "/eid2" where another value belongs'],
    ['a right one of version 0', legacy, 0, 'version 0'],
  ] as const) {
    it(`${what}: ${said}`, async () => {
      const ran = await explain(subject);
      expect(ran.stdout.replaceAll(/\s+/g, ' ')).to.contain(said);
      expect(ran.code).to.equal(code);
    });
  }

  it('exits with 2 for a text that is not a subject', async () => {
    for (const text of ['hello', 'C:\\Windows', '/eid1/c/pub']) {
      const ran = await explain(text);
      expect([ran.code, ran.stdout], text).to.deep.equal([2, '']);
      expect(ran.stderr).to.contain('not a subject that ppmi knows');
    }
  });
});

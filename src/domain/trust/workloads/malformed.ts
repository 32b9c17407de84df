/** What the subject of another system can never be: a part that is empty, absent or of the wrong form. Forms: identify.ts. */
import type { WorkloadKind } from './workload.ts';

export interface WorkloadFault {
  /** Null for a prefix that no system has. */
  readonly kind: WorkloadKind | null;
  /** `missing`: `text` names the part. `wrong`: `text` is the value as typed. */
  readonly problem: 'missing' | 'wrong';
  readonly text: string;
  /** The whole form, with placeholders. */
  readonly form: string;
}

type Fault = Pick<WorkloadFault, 'problem' | 'text'>;
type Judge = (subject: string) => Fault | null;

interface Form {
  readonly kind: WorkloadKind | null;
  /** What only this system's subjects begin with. */
  readonly begin: RegExp;
  readonly form: string;
  readonly judge: Judge;
}

const forms: readonly Form[] = [
  {
    kind: 'github-actions',
    begin: /^repo:/,
    form: 'repo:<organization>/<repository>:ref:refs/heads/<branch>',
    judge: githubFault,
  },
  {
    kind: 'gitlab',
    begin: /^project_path:/,
    form: 'project_path:<group>/<project>:ref_type:branch:ref:<branch>',
    judge: gitlabFault,
  },
  {
    kind: 'azure-devops',
    begin: /^sc:/,
    form: 'sc://<organization>/<project>/<service connection>',
    judge: azureDevOpsFault,
  },
  {
    kind: 'kubernetes',
    begin: /^system:serviceaccount(?::|$)/,
    form: 'system:serviceaccount:<namespace>:<service account>',
    judge: kubernetesFault,
  },
  {
    kind: 'terraform-cloud',
    begin: /^organization:/,
    form: 'organization:<organization>:project:<project>:workspace:<workspace>:run_phase:<plan or apply>',
    judge: terraformFault,
  },
  { kind: 'spiffe', begin: /^spiffe:/, form: 'spiffe://<trust domain>/<path>', judge: spiffeFault },
  {
    kind: null,
    begin: /^\/*eid(?!1(?:\/|$))\d*\//i,
    form: '/eid1/c/<cloud>/t/<tenant>/a/<application>/…',
    judge: (subject) => wrong(/^\/*[^/]*/.exec(subject)?.[0] ?? ''),
  },
];

/** Null for a subject that has no fault, and for one of another form. */
export function workloadFault(text: string): WorkloadFault | null {
  const subject = text.trim();
  const found = forms.find(({ begin }) => begin.test(subject));
  const fault = found?.judge(subject) ?? null;
  return found === undefined || fault === null ? null : { kind: found.kind, form: found.form, ...fault };
}

const missing = (text: string): Fault => ({ problem: 'missing', text });
const wrong = (text: string): Fault => ({ problem: 'wrong', text });

const placeholder = /^(?:\{[^{}]*\}|<[^<>]*>|\[[^[\]]*\])$/;

/** The first value that is empty, or still the placeholder of the instructions. */
function firstFault(values: Readonly<Record<string, string | undefined>>): Fault | null {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value.trim() === '') return missing(name);
    if (placeholder.test(value.trim())) return wrong(value);
  }
  return null;
}

function githubFault(subject: string): Fault | null {
  const [name = '', ...claims] = subject.slice('repo:'.length).split(':');
  const [organization, repository, ...more] = name.split('/');
  const named = firstFault({
    organization: organization?.split('@', 1)[0],
    repository: repository?.split('@', 1)[0],
  });
  if (named !== null) return named;
  // Entra compares character by character; `*` works in the trust policies of other clouds only.
  if (more.length > 0 || name.includes('*') || /@(?!\d+(?:\/|$))/.test(name)) return wrong(name);
  // Without a context, the subject was customized to the repository alone.
  if (claims.length === 0) return null;
  const [claim = '', ...rest] = claims;
  const value = rest.join(':');
  if (claim === '') return missing('context after the repository');
  if (claim === 'pull_request') return null;
  if (claim !== 'ref') return rest.length === 0 || value !== '' ? contextFault(claim, rest, value) : missing(claim);
  if (value === '') return missing('ref');
  const ref = /^refs\/[^/]+\/(.*)$/s.exec(value);
  if (ref === null || value.includes('*')) return wrong(value);
  return firstFault({ [value.startsWith('refs/tags/') ? 'tag' : 'branch']: ref[1] });
}

function contextFault(claim: string, rest: readonly string[], value: string): Fault | null {
  if (rest.length > 0) return placeholder.test(value) ? wrong(value) : null;
  return claim === 'environment' || claim === 'job_workflow_ref' ? missing(claim) : null;
}

/** A project can reduce its subject to the path, so only what is begun must be whole. */
function gitlabFault(subject: string): Fault | null {
  const [path = '', typeKey, type, refKey, ...ref] = subject.slice('project_path:'.length).split(':');
  const [group, ...project] = path.split('/');
  const named = firstFault({ group, project: project.join('/') });
  if (named !== null || typeKey === undefined) return named;
  if (typeKey === '') return missing('ref type');
  if (typeKey !== 'ref_type') return null;
  return firstFault({ 'ref type': type, ...(refKey === undefined ? {} : { ref: ref.join(':') }) });
}

function azureDevOpsFault(subject: string): Fault | null {
  if (!subject.startsWith('sc://')) return wrong(subject);
  const [organization, project, ...connection] = subject.slice('sc://'.length).split('/');
  return firstFault({ organization, project, 'service connection': connection.join('/') });
}

function kubernetesFault(subject: string): Fault | null {
  const [, , namespace, account, ...more] = subject.split(':');
  return (
    firstFault({ namespace, 'service account': account }) ?? (more.length > 0 ? wrong(`:${more.join(':')}`) : null)
  );
}

function terraformFault(subject: string): Fault | null {
  const [, organization, projectKey, project, kind, name, phaseKey, ...phase] = subject.split(':');
  const whole = firstFault({ organization, project: projectKey === undefined ? projectKey : project });
  if (whole !== null) return whole;
  if (projectKey !== 'project') return wrong(projectKey ?? '');
  if (kind === undefined || kind === '') return missing('workspace');
  if (kind !== 'workspace' && kind !== 'stack') return wrong(kind);
  const named = firstFault({ [kind]: name });
  if (named !== null || phaseKey === undefined) return named;
  if (phaseKey !== 'run_phase' && phaseKey !== 'operation')
    return phaseKey === '' ? missing('run phase') : wrong(phaseKey);
  return firstFault({ 'run phase': phase.join(':') });
}

/** A path has no empty segment and no final slash (spiffe.io: SPIFFE-ID; documented). */
function spiffeFault(subject: string): Fault | null {
  if (!subject.startsWith('spiffe://')) return wrong(subject);
  const [domain, ...path] = subject.slice('spiffe://'.length).split('/');
  const named = firstFault({ 'trust domain': domain });
  if (named !== null || path.length === 0) return named;
  if (path.join('') === '') return missing('path');
  return path.includes('') ? wrong(`/${path.join('/')}`) : null;
}

/**
 * Subjects of GitHub Actions (docs.github.com: OpenID Connect reference; documented). `repo:org@id/repo@id:…` carries
 * immutable ids: the default of repositories created or renamed after 2026-07-15 (documented).
 */
import { parts, type WorkloadPart } from './workload.ts';

const repository = /(?:^|:)repo:([^/:@]+)(?:@(\d+))?\/([^/:@]+)(?:@(\d+))?(?=:|$)/;
const context = /:(environment|ref|pull_request|job_workflow_ref|ref_type)(?::(.*))?$/s;

/** Null when the text is no subject of GitHub Actions. A customized subject may hold other claims as well. */
export function githubParts(subject: string): readonly WorkloadPart[] | null {
  const repo = repository.exec(subject);
  if (repo === null) return null;
  const [, organization, organizationId, name, repositoryId] = repo;
  const rest = subject.slice(repo.index + repo[0].length);
  return parts({
    organization,
    'organization ID': organizationId,
    repository: name,
    'repository ID': repositoryId,
    ...contextOf(rest),
  });
}

function contextOf(rest: string): Readonly<Record<string, string>> {
  const [, claim, value = ''] = context.exec(rest) ?? [];
  if (claim === undefined) return rest === '' ? {} : { 'other claims': rest.replace(/^:/, '') };
  if (claim === 'pull_request') return { event: 'pull request' };
  const [, kind, ref] = /^refs\/(heads|tags|pull)\/(.*)$/s.exec(value) ?? [];
  if (claim !== 'ref' || ref === undefined) return { [claim === 'ref' ? 'ref' : claim]: value };
  return { [kind === 'heads' ? 'branch' : kind === 'tags' ? 'tag' : 'pull request']: ref };
}

/**
 * github.com, an enterprise with an issuer of its own, data residency on ghe.com, and GitHub Enterprise Server
 * (docs.github.com: OpenID Connect reference; documented).
 */
export function isGithubIssuer(issuer: string): boolean {
  return /^https:\/\/token\.actions\.(?:githubusercontent\.com|[\w-]+\.ghe\.com)(?:\/|$)|\/_services\/token\/?$/i.test(
    issuer,
  );
}

/** `connectivity`: decides which hosts to test, with which network settings. */
import { cloudOfOrganizationHost } from '../../domain/cloud/cloud.ts';
import { PpmiError } from '../../domain/errors.ts';
import { parseGuid } from '../../domain/guid.ts';
import type { ConnectivityFlags } from '../../flags/connectivity.ts';
import type { ConnectionFlags, FailOnFlags } from '../../flags/shared.ts';
import { probeCloud } from '../../net/probe/probe.ts';
import { type ConnectivityJson, connectivityJson } from '../../render/json/connectivity.ts';
import type { Outcome } from '../../render/outcome.ts';
import type { Style } from '../../render/style.ts';
import { connectivityText } from '../../render/text/connectivity.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { cloudOf, originOf } from '../../session/environment-url.ts';
import type { HttpContext } from '../../session/http-context.ts';
import type { SignInFlags } from '../../session/sign-in-flags.ts';
import type { testFromEnvironment } from './from-environment.ts';
import { createProgress } from './progress.ts';
import { readSettings } from './read-settings.ts';

export type ConnectivityOptions = ConnectionFlags & SignInFlags & ConnectivityFlags & FailOnFlags;

/** Time limit of a stage; waiting longer gives no more information. The limit of the run covers its slowest host. */
const stagesInAll = 12;

export async function checkConnectivity(
  context: CommandContext,
  flags: ConnectivityOptions,
  version: string,
): Promise<Outcome<ConnectivityJson>> {
  return testOnce(context, flags, await context.openHttpContext(flags), { version });
}

/** One round. Several rounds share the opened resources. */
export async function testOnce(
  context: CommandContext,
  flags: ConnectivityOptions,
  opened: HttpContext,
  { version, first = true }: { readonly version: string; readonly first?: boolean },
): Promise<Outcome<ConnectivityJson>> {
  const { target, redactor } = opened;
  const { defaults, network } = target;
  const { environmentUrl, environmentId, cloud } = targetOf(flags, defaults.environmentUrl);
  const tenantId = flags.tenant ?? defaults.tenantId ?? undefined;
  // Later rounds print what changed; one line per host would drown it.
  const silent = context.json || flags.format !== 'text' || (!first && process.stderr.isTTY !== true);
  const progress = silent ? null : createProgress(process.stderr, Date.now);
  try {
    const report = await probeCloud({
      cloud,
      tenantId,
      environmentUrl,
      environmentId,
      resources: flags.resource,
      extra: flags.endpoint,
      pac: flags.pac,
      revocation: !target.emulated,
      askedCloud: flags.cloud,
      stageMs: flags.timeout * 1000,
      totalMs: flags.timeout * 1000 * stagesInAll,
      redactor,
      // A world may have a time of its own; its hosts are right by that.
      ...(target.emulated ? { now: () => target.now().getTime() } : { machine: readSettings(flags, network.ca) }),
      ...network,
      ...progress,
      ...(opened.log === undefined ? {} : { onLog: opened.log }),
    });
    progress?.stop();
    const place = { cloudId: cloud, environmentId };
    const inside = flags['from-environment']
      ? await fromEnvironment(place, flags, opened, report, context.progress)
      : null;
    const findings = [...report.findings, ...(inside?.findings ?? [])];
    const probed = { ...report, findings, environmentSide: redactor.redactResult(inside?.side ?? null) };
    const result = connectivityJson(probed, target.emulated, {
      version,
      shell: context.shell,
      repeated: context.repeated,
      failOn: flags['fail-on'],
    });
    return { result, exitCode: result.exitCode, text: printer(flags) };
  } finally {
    progress?.stop();
  }
}

async function fromEnvironment(...given: Parameters<typeof testFromEnvironment>) {
  const { testFromEnvironment: test } = await import('./from-environment.ts');
  return test(...given);
}

function printer({ format, verbose = false, 'fail-on': failOn }: ConnectivityOptions) {
  return async (result: ConnectivityJson, style: Style): Promise<string> => {
    if (format === 'text') return connectivityText(result, style, { verbose });
    if (format === 'markdown') {
      const { connectivityMarkdown } = await import('../../render/text/connectivity-markdown.ts');
      return connectivityMarkdown(result);
    }
    if (format === 'sarif') {
      const { connectivitySarif } = await import('../../render/json/connectivity-sarif.ts');
      return connectivitySarif(result);
    }
    const { connectivityJunit } = await import('../../render/text/connectivity-junit.ts');
    return connectivityJunit(result, failOn);
  };
}

/** An environment ID names no organization without a sign-in, but it determines the host of the environment. */
function targetOf(flags: ConnectivityOptions, fallback: string | null) {
  const asked = flags.environment ?? fallback;
  const id = asked === null ? null : /^(Default-)?(.*)$/i.exec(asked.trim());
  const guid = id === null ? null : parseGuid(id[2] ?? '');
  if (asked === null || guid !== null) {
    const own = guid === null ? undefined : `${id?.[1] === undefined ? '' : 'Default-'}${guid}`;
    return { environmentUrl: undefined, environmentId: own ?? flags['environment-id'], cloud: flags.cloud ?? 'public' };
  }
  const environmentUrl = originOf(asked);
  const host = new URL(environmentUrl).hostname;
  // The host determines the cloud; a different --cloud is reported as a finding.
  const cloud = cloudOfOrganizationHost(host) ?? cloudOf(environmentUrl, flags.cloud);
  if (cloud === null) throw new PpmiError('cloud-unknown', { host });
  return { environmentUrl, environmentId: flags['environment-id'], cloud };
}

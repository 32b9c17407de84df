import type { Diagnosis, Finding, NotJudged, Reading, Verdict } from '../domain/diagnosis.ts';
import type { Facts } from '../domain/facts.ts';
import type { FindingName } from '../domain/findings.ts';
import { type AnyCheck, type CheckResult, notApplicable, type Readings } from './check.ts';
import { arrangeByCause } from './consequences.ts';

type ReadFact = <N extends keyof Facts>(name: N) => Promise<Reading<Facts[N]>>;

/** Reads what the checks need, runs them in the order given, and arranges what they found with the cause first. */
export async function diagnose(checks: readonly AnyCheck[], read: ReadFact): Promise<Diagnosis> {
  const outcomes = await Promise.all(checks.map((check) => judge(check, read)));
  return {
    findings: arrangeByCause(outcomes.flatMap((outcome) => outcome.findings)),
    verdicts: outcomes.map((outcome) => outcome.verdict),
  };
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

async function judge(check: AnyCheck, read: ReadFact): Promise<Outcome> {
  const readAll = (names: readonly (keyof Facts)[]) =>
    Promise.all(names.map(async (name) => [name, await read(name)] as const));
  const [readings, used] = await Promise.all([readAll(check.needs), readAll(check.uses ?? [])]);
  const facts: Partial<Record<keyof Facts, unknown>> = {};
  for (const [need, reading] of readings) {
    if (!reading.ok) return outcome(check, 'blocked', reading.unread);
    facts[need] = reading.value;
  }
  const result = run(check, facts as unknown as Facts, Object.fromEntries(used) as unknown as Readings);
  if (result instanceof Error) return outcome(check, 'crashed', notJudged('bug', check.id, result.message));
  if (result === notApplicable) return outcome(check, 'not-applicable', null);
  if ('inconclusive' in result) {
    return outcome(check, 'blocked', notJudged('not-predictable', result.fact, result.inconclusive));
  }
  return { ...outcome(check, result.length > 0 ? 'failed' : 'passed', null), findings: result };
}

function outcome(check: AnyCheck, state: Verdict['state'], blockedBy: Verdict['blockedBy']): Outcome {
  return { findings: [], verdict: { check: check.id, title: check.title, state, blockedBy } };
}

/** One check with a bug must not take the others' verdicts with it. */
function run(check: AnyCheck, facts: Facts, used: Readings): CheckResult<FindingName> | Error {
  try {
    return check.run(facts, used);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function notJudged(reason: NotJudged['reason'], fact: string, detail: string): NotJudged {
  return { reason, fact, detail };
}

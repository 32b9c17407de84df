/** Reads the body of a response within its limits of size and pace. */

/**
 * Minimum bytes per second of a body after `graceMs`: a peer that sends one byte per second triggers no other timeout.
 */
const leastRate = 1024;
const graceMs = 15_000;

/** The head of the response arrived, but not its whole body. `final`: another try would fail the same way. */
export class BodyFailed extends Error {
  readonly final: boolean;

  constructor(message: string, final: boolean, cause?: unknown) {
    super(message, { cause });
    this.final = final;
  }
}

export async function readBody(body: AsyncIterable<Buffer>, most: number, now: () => number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  const started = now();
  try {
    for await (const part of body) {
      size += part.length;
      if (size > most) throw new BodyFailed(`the body is larger than ${most / 1024 / 1024} MB`, true);
      const ms = now() - started;
      if (ms > graceMs && size < (ms / 1000) * leastRate) {
        throw new BodyFailed(`the body comes at less than ${leastRate} bytes a second`, true);
      }
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof BodyFailed ? error : new BodyFailed('the body ends early', false, error);
  }
  return Buffer.concat(parts);
}

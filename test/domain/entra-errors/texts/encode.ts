/** What the containers are made with: the full text of an error, and the ways in which tools write it. */

export interface Content {
  readonly code: number;
  readonly message: string;
  readonly traceId: string;
  readonly correlationId: string;
  /** `2026-03-04 05:06:07Z`. */
  readonly time: string;
  /** Pseudo-random, the same in every run. */
  readonly random: () => number;
}

export interface Container {
  readonly name: string;
  readonly wrap: (content: Content) => string;
  /** The message comes out changed (cut at its end, wrapped inside): only the values are compared. */
  readonly messageChanges?: boolean;
}

export const esc = '\u001b';

/** The full text with the given separators before each part of the tail. */
export function full({ code, message, traceId, correlationId, time }: Content, between = ' ', first = between): string {
  return `AADSTS${code}: ${message}${first}Trace ID: ${traceId}${between}Correlation ID: ${correlationId}${between}Timestamp: ${time}`;
}

export function body(content: Content, between = ' '): Record<string, unknown> {
  return {
    error: 'invalid_client',
    error_description: full(content, between),
    error_codes: [content.code],
    timestamp: content.time,
    trace_id: content.traceId,
    correlation_id: content.correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${content.code}`,
  };
}

/** As .NET's System.Text.Json writes it. */
export function dotnet(value: unknown): string {
  const hex = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return JSON.stringify(value)
    .replace(/\\"/g, '\\u0022')
    .replace(/['&<>+]/g, hex);
}

export function xml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/'/g, '&apos;')
    .replace(/"/g, '&quot;');
}

export function html(text: string, apostrophe: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/'/g, apostrophe);
}

/** Wraps at spaces to a number of columns, as consoles do, each line with a prefix. */
export function wrapped(text: string, width: number, prefix: string, end = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => `${prefix}${each}${end}`).join('\n');
}

export const percent = (text: string): string => encodeURIComponent(text).replace(/'/g, '%27');
export const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
export const msal =
  'A configuration issue is preventing authentication - check the error message from the server for details. You can modify the configuration in the application registration portal. See https://aka.ms/msal-net-invalid-client for details.  Original exception: ';
export const iso = (time: string): string => `${time.replace(' ', 'T').replace('Z', '')}.123Z`;

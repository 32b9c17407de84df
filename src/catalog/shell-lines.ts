/**
 * Commands that a catalog writes as text, in the words of the user's shell. In the catalog an argument with spaces stands
 * in double quotes, and a placeholder in angle brackets, which every shell would take for redirections.
 */
import { commandLine, type ShellTarget } from '../domain/shell/command-line.ts';

const programs = new Set(
  'ppmi az dotnet signtool openssl curl kubectl certutil sudo keytool kinit nslookup'.split(' '),
);

/** A line that begins with two spaces and one of these programs is a command; other lines stay as they are. */
export function shellLines(lines: readonly string[], shell: ShellTarget): readonly string[] {
  return lines.map((line) => {
    if (!/^ {2}\S/.test(line) || !programs.has(line.trim().split(' ', 1)[0] ?? '')) return line;
    return `  ${commandLine(argumentsOf(line.trim()), shell)}`;
  });
}

/** Without the double quotes around an argument or a part of one. */
function argumentsOf(line: string): readonly string[] {
  return (line.match(/(?:"[^"]*"|<[^<>]*>|[^\s"<])+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

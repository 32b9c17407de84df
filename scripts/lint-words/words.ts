/** Words that the texts of ppmi avoid, each with what to write instead: CONTRIBUTING.md, "Words". */

export interface BannedWord {
  readonly pattern: RegExp;
  readonly use: string;
}

/** `phrases` are alternatives of a regular expression, matched as whole words in any case. */
const word = (phrases: string, use: string): BannedWord => ({ pattern: new RegExp(`\\b(?:${phrases})\\b`, 'gi'), use });

export const bannedWords: readonly BannedWord[] = [
  word('pretend(?:s|ed|ing)?', 'emulated'),
  word('whoever|whomever|whosoever', 'the caller, the user, …'),
  word('somebody|someone else|nobody|anybody|everybody', 'name the actor, or "no one"'),
  word('letter by letter|letter for letter', 'exactly, byte for byte'),
  word('after a yes|says? yes', 'after confirmation'),
  word('ways? out|way is dead', 'proxy settings, network settings'),
  word('set-ups?', 'configuration'),
  word('twins?', 'baseline'),
  word('witness(?:es)?', 'interoperability test'),
  word('grids?', 'scenario matrix'),
  word('anew', 'again'),
  word('told|is said|are said|was said|be said|heard', 'reported'),
  word('wanted\\w*|wants', 'required, expected, missing'),
  word('blanks?(?! lines?)', 'space, spaces'),
  word('capitals|small letters', 'upper case, lower case'),
  word('line ends?|line-ends?', 'newline'),
  word('as it must(?: not)? be|as they must be', 'No problems found, expected'),
  word("could not look|cannot look|couldn't look", 'not checked, could not run'),
  word('gone with it|goes with it', 'also caused by this'),
  word('mend(?:s|ed|ing)?|put right|puts right|puts? it right', 'repair, fix'),
  word('(?<!certificate )authorities', 'certificate authorities (CAs)'),
  word('spoil(?:s|ed|t|ing)?', 'inject a fault'),
  word('slip of the pen', 'typo'),
  word('by hand', 'manually'),
  word('a person|of persons?|for persons?', 'user, interactive'),
  word('(?:on|of|over) the wire', 'on the network'),
  word('(?:one|a url|a file|a name) a (?:line|command|system|check|file|request)|a line each', 'one per line'),
  word('holds? together', 'is corrupt or truncated'),
  word('read backwards|reads backwards', 'decode'),
  word('a matter of', 'name the cause'),
  word('does harm|do harm', 'malicious'),
  word('shall', 'must, will'),
  word('licences?', 'license'),
  word('colou?rless|colour(?:s|ed)?|behaviours?|favour\\w*|honour\\w*|neighbour\\w*', 'US spelling'),
  word('catalogues?', 'catalog'),
  word('centre|grey|artefacts?|defence|programme|whilst|amongst|learnt|spelt', 'US spelling'),
  word(
    'labelled|labelling|modelled|modelling|journalled|signalled|travelled|cancelled|cancelling|fulfil',
    'US spelling',
  ),
  word(
    '\\w*(?:recogni|normali|summari|seriali|initiali|organi|authori|capitali|customi|optimi|minimi|apologi|synchroni)s(?:e|es|ed|ing|ation|er)\\w*|analyse[sd]?',
    'US spelling (-ize)',
  ),
];

/**
 * Text that keeps a banned word: values of stable interfaces, and terms of other programs. Removed before a line is read.
 * Names of findings and errors (`test/catalog/codes.golden.json`) are allowed too.
 */
export const allowed: readonly RegExp[] = [
  // JSON values that are stable.
  /['"`]unrecognised['"`]/g,
  // A stable key of the JSON of `error decode`.
  /"wanted"|\breadonly wanted: Trust\b|\bwanted: (?:null|expected)\b|'wanted'/g,
  // Keys of recorded fixtures.
  /"witnesses":/g,
  // Names of files.
  /\bcertificate-authorities\b/g,
  // Texts and terms of Windows, MSAL, undici and OpenSSL.
  /Request was cancelled|interrupted or cancelled|Trusted Root Certification Authorities|\bknownAuthorities\b/g,
];

/** 0: no problem found. 1: problems found. 2: could not run, or could not check. 70: a bug in ppmi. 130: interrupted (Ctrl+C). */
export type ExitCode = 0 | 1 | 2 | 70 | 130;

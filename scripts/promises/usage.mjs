/** Loaded before the built tool: at its end, writes what it used to the file that PROMISES_USAGE names. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const usage = { mb: maxRSS / 1024, ms: (userCPUTime + systemCPUTime) / 1000 };
  writeFileSync(process.env.PROMISES_USAGE, JSON.stringify(usage));
});

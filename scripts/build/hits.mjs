/**
 * Counts what the build plug-ins replace. A plug-in that rests on the layout of a library does nothing, silently, once
 * the library moves a file; so every replacement is declared, and one that never took place fails the build.
 */
export function createHits() {
  const counts = new Map();
  return {
    /** Declares replacements that the build must make. */
    expect(...names) {
      for (const name of names) counts.set(name, counts.get(name) ?? 0);
    },
    add(name) {
      if (!counts.has(name)) throw new Error(`${name} was not declared as a replacement`);
      counts.set(name, counts.get(name) + 1);
    },
    /** @throws Error that names what was never replaced */
    check() {
      const missed = [...counts].filter(([, count]) => count === 0).map(([name]) => name);
      if (missed.length > 0) {
        throw new Error(`Build plug-ins that found nothing to replace: ${missed.join(', ')} (scripts/build)`);
      }
    },
  };
}

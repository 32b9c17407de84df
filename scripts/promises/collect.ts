/**
 * Prints every regular expression of `src` as JSON, and the places of those that were not seen. A process of its own: what
 * is loaded before `RegExp` is replaced is not seen.
 */
import { constructedBy, constructions, literals, loadAll } from './expressions.ts';

const made = await constructedBy(async () => {
  await loadAll();
  const { makeOnDemand } = await import('./on-demand.ts');
  await makeOnDemand();
});
const seen = new Set(made.map(({ place }) => place));
const constants = constructions().flatMap(({ constant }) => constant ?? []);
// The patterns of the emulator that are not constants come from the world file of its user.
const unseen = constructions()
  .filter(({ place, constant }) => constant === null && !seen.has(place) && !place.startsWith('emulator/'))
  .map(({ place }) => place);
const distinct = new Map([...literals(), ...constants, ...made].map((each) => [`${each.pattern} ${each.flags}`, each]));
process.stdout.write(JSON.stringify({ expressions: [...distinct.values()], unseen }));

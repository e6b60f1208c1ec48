/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AssetFolder, BuiltFiles } from './asset_folder.ts'

/** What has been done. */
export interface BroughtTogether {
  /** Builds whose files both folders have now, oldest first. */
  builds: string[]
  /** How many files have come into the other folder, and how many of builds before into this one. */
  given: number
  taken: number
  /** How many have gone from the other folder, with the builds that they were of. */
  removed: number
  /** Files that both builds have under one name, with other contents: the new ones are there now. */
  replaced: string[]
}

/**
 * Brings the files of a new build and those of the builds before it together, so that a process of any of
 * these builds has what the documents of all of them ask for.
 *
 * @param own - the folder of the new build
 * @param other - the folder of the running release, or one that all have in common
 * @param keep - builds whose files stay, the new one included
 */
export async function bringTogether(
  own: AssetFolder,
  other: AssetFolder,
  keep: number
): Promise<BroughtTogether> {
  const build = (await own.ownBuild())!
  const [ownBuilds, otherBuilds] = await Promise.all([own.builds(), other.builds()])
  const mine = ownBuilds.find((each) => each.build === build)!
  const before = otherBuilds.filter((each) => each.build !== build)
  // A process of it may still run
  const served = await other.ownBuild()
  const kept = before.filter(
    (each, index) => index >= before.length - keep + 1 || each.build === served
  )
  const builds = [...kept, mine]

  const replaced: string[] = []
  let given = 0
  for (const file of mine.files) {
    const theirs = await other.read(file)
    if (theirs?.equals((await own.read(file))!)) continue
    if (theirs) replaced.push(file)
    await other.take(file, own)
    given++
  }
  let taken = 0
  for (const file of namesOf(kept)) {
    if ((await own.read(file)) || !(await other.read(file))) continue
    await own.take(file, other)
    taken++
  }
  const stays = namesOf(builds)
  const leaves = [...namesOf(before)].filter((file) => !stays.has(file))
  for (const file of leaves) await other.remove(file)
  await other.note(builds)
  await own.note(builds)
  const names = builds.map((each) => each.build)
  return { builds: names, given, taken, removed: leaves.length, replaced }
}

function namesOf(builds: readonly BuiltFiles[]): Set<string> {
  return new Set(builds.flatMap(({ files }) => files))
}

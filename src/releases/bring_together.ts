/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AssetFolder } from './asset_folder.ts'
import type { BuiltFiles } from './build_record.ts'
import { E_ASSET_FOLDER } from './exceptions.ts'
import { explained } from './file_faults.ts'
import type { FolderLock } from './folder_lock.ts'

/** What has been done. */
export interface BroughtTogether {
  /** Builds whose files both folders have now, oldest first. */
  builds: string[]
  /** How many files have come into the other folder, and how many of builds before into this one. */
  given: number
  taken: number
  /** How many have gone from both folders, with the builds that they were of. */
  removed: number
  /** Files that both builds have under one name, with other contents: the new ones are there now. */
  replaced: string[]
}

/** What is brought together, and where. */
export interface BringOptions {
  /** Builds whose files stay, the new one included. */
  keep: number
  /** Begin in the other folder, though nothing there says that it is one. */
  create?: boolean
}

/**
 * Brings the files of a new build and those of the builds before it together, so that a process of any of
 * these builds has what the documents of all of them ask for. Of several that do so at once, one waits for
 * the other.
 *
 * @param own - the folder of the new build
 * @param other - the folder of the running release, or one that all have in common
 * @throws E_ASSET_FOLDER when one of them is not what it has to be, or cannot be read or written
 */
export async function bringTogether(
  own: AssetFolder,
  other: AssetFolder,
  { keep, create = false }: BringOptions
): Promise<BroughtTogether> {
  try {
    return await lockedExchange(own, other, { keep, create })
  } catch (error) {
    throw explained(error, other.path)
  }
}

async function lockedExchange(
  own: AssetFolder,
  other: AssetFolder,
  { keep, create }: Required<BringOptions>
): Promise<BroughtTogether> {
  const [first, second] = await inOrder(own, other, create)
  const locks: FolderLock[] = []
  try {
    locks.push(await first.lock())
    locks.push(await second.lock())
    return await exchange(own, other, keep)
  } finally {
    // One that stays is taken over, as that of a process that has died
    await Promise.allSettled(locks.map((lock) => lock.release()))
  }
}

/** Both folders as everybody locks them one after the other, when they are what they have to be. */
async function inOrder(
  own: AssetFolder,
  other: AssetFolder,
  create: boolean
): Promise<[AssetFolder, AssetFolder]> {
  if ((await own.realPath()) === undefined || (await own.ownBuild()) === undefined) {
    const remedy = 'Run "node ace build", and then this command in the build'
    throw new E_ASSET_FOLDER([`No build was found in "${own.path}"`, remedy])
  }
  const place = await other.realPath()
  if (create) await other.create()
  else if (place === undefined) {
    const problem = `The folder "${other.path}" does not exist`
    throw new E_ASSET_FOLDER([problem, 'Create it with --create'])
  } else if (!(await other.isEmpty()) && !(await other.hasBuilds())) {
    const problem = `The folder "${other.path}" has files, but none of a build`
    throw new E_ASSET_FOLDER([problem, 'Use it nevertheless with --create'])
  }
  const places = [await own.realPath(), await other.realPath()] as [string, string]
  if (places[0] === places[1]) {
    const problem = `"${other.path}" is the folder of this build`
    throw new E_ASSET_FOLDER([problem, 'Name the folder of the builds before it'])
  }
  return places[0] < places[1] ? [own, other] : [other, own]
}

async function exchange(
  own: AssetFolder,
  other: AssetFolder,
  keep: number
): Promise<BroughtTogether> {
  const build = await own.ownBuild()
  const [ownBuilds, otherBuilds] = await Promise.all([own.builds(), other.builds()])
  const mine = ownBuilds.find((each) => each.build === build)
  if (!mine) {
    const problem = `The build in "${own.path}" has changed while this command waited`
    throw new E_ASSET_FOLDER([problem, 'Run the command again once the build is complete'])
  }
  const before = otherBuilds.filter((each) => each.build !== build)
  // A process of it may still run
  const served = await other.ownBuild()
  const kept = before.filter(
    (each, index) => index >= before.length - keep + 1 || each.build === served
  )
  const builds = [...kept, mine]
  // First of all, so that no file is in a folder that the record does not know of
  await other.note([...before, mine])
  await own.note([...withoutBuilds(ownBuilds, builds), ...builds])

  const replaced: string[] = []
  let given = 0
  for (const file of mine.files) {
    const found = await own.require(file)
    const theirs = await other.find(file)
    if (theirs?.contents.equals(found.contents)) continue
    if (theirs) replaced.push(file)
    await other.write(file, found)
    given++
  }
  let taken = 0
  for (const file of namesOf(kept)) {
    if (await own.find(file)) continue
    const found = await other.find(file)
    if (!found) continue
    await own.write(file, found)
    taken++
  }
  const stays = namesOf(builds)
  const leaving = [namesOf(otherBuilds).difference(stays), namesOf(ownBuilds).difference(stays)]
  for (const file of leaving[0]) await other.remove(file)
  for (const file of leaving[1]) await own.remove(file)
  await other.note(builds)
  await own.note(builds)
  const names = builds.map((each) => each.build)
  return { builds: names, given, taken, removed: leaving[0].size + leaving[1].size, replaced }
}

function withoutBuilds(all: readonly BuiltFiles[], known: readonly BuiltFiles[]): BuiltFiles[] {
  return all.filter(({ build }) => !known.some((each) => each.build === build))
}

function namesOf(builds: readonly BuiltFiles[]): Set<string> {
  return new Set(builds.flatMap(({ files }) => files))
}

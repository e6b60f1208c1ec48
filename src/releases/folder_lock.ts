/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { readRegular } from './regular_file.ts'

/** Milliseconds without a sign of life after which who has a lock is gone. */
const SILENCE = 15_000

/** Signs of life in that time. */
const SIGNS = 10

/** Milliseconds between two looks at the lock of somebody else. */
const PAUSE = 100

/**
 * A file that one process has at a time. What a process that has died has left there is taken over once
 * it has given no sign of life for a while, by the clock of who waits: machines that share the disk may
 * have other clocks, and the same process ids.
 */
export class FolderLock {
  #file: string
  #owner: string
  #handle: FileHandle
  #signs: NodeJS.Timeout
  #count = 0

  private constructor(file: string, owner: string, handle: FileHandle, silence: number) {
    this.#file = file
    this.#owner = owner
    this.#handle = handle
    this.#signs = setInterval(() => void this.#live().catch(() => {}), silence / SIGNS).unref()
  }

  /**
   * Waits until nobody else has the lock.
   *
   * @param file - its folder is made
   * @param silence - milliseconds without a sign of life after which who has it is gone
   */
  static async acquire(file: string, silence = SILENCE): Promise<FolderLock> {
    await mkdir(dirname(file), { recursive: true })
    const owner = randomUUID()
    let seen: string | undefined
    // Looks and no time: what stops this process may stop the other one as well
    let unchanged = 0
    for (;;) {
      const handle = await made(file)
      if (handle) {
        if (await begun(handle, file, owner)) return new FolderLock(file, owner, handle, silence)
        await handle.close()
      }
      const now = await contentsOf(file)
      unchanged = now === seen ? unchanged + 1 : 0
      seen = now
      const limit = silence / PAUSE
      if (now !== undefined && unchanged > limit) await removeAs(file, now, unchanged > 2 * limit)
      await setTimeout(PAUSE)
    }
  }

  /** Whether nobody has taken it over: who was stopped for too long has it no more. */
  async held(): Promise<boolean> {
    return isOf(await contentsOf(this.#file), this.#owner)
  }

  async release(): Promise<void> {
    clearInterval(this.#signs)
    await this.#handle.close()
    const contents = await contentsOf(this.#file)
    if (contents !== undefined && isOf(contents, this.#owner)) await removeAs(this.#file, contents)
  }

  /** To the file that was made here, whatever is at its path by now. */
  async #live(): Promise<void> {
    await this.#handle.write(`${this.#owner} ${++this.#count}`, 0)
  }
}

async function made(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'wx')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined
    throw error
  }
}

/** @returns false when somebody has taken it over before it said whose it is */
async function begun(handle: FileHandle, file: string, owner: string): Promise<boolean> {
  try {
    await handle.write(owner, 0)
  } catch (error) {
    await handle.close()
    await rm(file, { force: true })
    throw error
  }
  return isOf(await contentsOf(file), owner)
}

async function contentsOf(file: string): Promise<string | undefined> {
  const found = await readRegular(file)
  return found?.contents.toString()
}

function isOf(contents: string | undefined, owner: string): boolean {
  return contents !== undefined && ownerOf(contents) === owner
}

function ownerOf(contents: string): string {
  return contents.split(' ', 1)[0]
}

/**
 * Removes a lock that is as it was seen. Whoever removes the lock of an owner has a claim to it while
 * it looks again and removes, so that nobody else has put a new one in its place between the two.
 *
 * @param insist - who has the claim has died with it
 */
async function removeAs(file: string, seen: string, insist = false): Promise<void> {
  const digest = createHash('sha256').update(ownerOf(seen)).digest('hex')
  const claim = `${file}.${digest.slice(0, 32)}`
  if (insist) await rm(claim, { force: true })
  const handle = await made(claim)
  if (!handle) return
  try {
    await handle.close()
    if ((await contentsOf(file)) === seen) await rm(file, { force: true })
  } finally {
    await rm(claim, { force: true })
  }
}

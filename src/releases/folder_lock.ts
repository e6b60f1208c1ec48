/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout } from 'node:timers/promises'

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
  static async take(file: string, silence = SILENCE): Promise<FolderLock> {
    await mkdir(dirname(file), { recursive: true })
    const owner = randomUUID()
    let seen: string | undefined
    // Looks and no time: what stops this process may stop the other one as well
    let unchanged = 0
    for (;;) {
      const handle = await made(file)
      if (handle) {
        await handle.write(owner, 0)
        return new FolderLock(file, owner, handle, silence)
      }
      const now = await contentsOf(file)
      unchanged = now === seen ? unchanged + 1 : 0
      seen = now
      if (now !== undefined && unchanged > silence / PAUSE) await removeDead(file, now)
      await setTimeout(PAUSE)
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#signs)
    await this.#handle.close()
    // Who was silent for too long has it no more
    const contents = await contentsOf(this.#file)
    if (contents?.startsWith(this.#owner)) await rm(this.#file, { force: true })
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

async function contentsOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Of several that wait, one removes it. Who finds a new one in its place puts that back. */
async function removeDead(file: string, contents: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if ((await contentsOf(aside)) !== contents) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { fileRef } from '../../../client/main.ts'
import type { Client, FileCall } from '../../../client/main.ts'
import type { FileRules, JsonValue } from '../../../protocol/main.ts'
import type { Uploader } from './uploader.ts'
import type { UploadsClient } from './uploads_client.ts'

/**
 * How far a file has come: it waits for its turn, is being sent, its event runs, or that has taken it. One that has
 * failed can be sent again.
 */
export type UploadStatus = 'waiting' | 'sending' | 'running' | 'done' | 'failed' | 'cancelled'

/** A file as a page shows it. */
export interface UploadedFile {
  readonly id: string
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** Media type, as the browser sees it. */
  readonly type: string
  /** Address of the picture on this machine, for `<img src>`; undefined for what is not one. */
  readonly preview: string | undefined
  /** From 0 to 100. */
  readonly progress: number
  readonly status: UploadStatus
  /** Why it has failed. */
  readonly error: string | undefined
}

/** All of them. */
export interface UploadSnapshot {
  readonly files: readonly UploadedFile[]
  readonly isUploading: boolean
}

/** What a page says of its uploads. */
export interface UploadSettings {
  /** The field for files, where the event has several. */
  field?: string
  /** The other fields of the argument. */
  fields?: Record<string, JsonValue>
}

/** Stands for each item of a list at the end of a path. */
const EACH = '.*'

/** Statuses of files that are under way. */
const UNDER_WAY: ReadonlySet<UploadStatus> = new Set(['waiting', 'sending', 'running'])

/** A file, and what is done with it. */
interface Item {
  shown: UploadedFile
  file: File
  /** Names it in the argument. */
  ref: string
  controller: AbortController
}

/** The field that takes files. */
interface Field {
  name: string
  isList: boolean
  rules: FileRules
}

/**
 * The files that a page sends to one event. Those that were chosen together come to the handler together, where it
 * takes a list.
 */
export class UploadList {
  settings: UploadSettings = {}
  #client: Client
  #uploads: UploadsClient
  #state: string
  #event: string
  #items: Item[] = []
  #snapshot: UploadSnapshot = { files: [], isUploading: false }
  #listeners = new Set<() => void>()

  /**
   * @param state - id of the state
   * @param event - name of the event
   */
  constructor(client: Client, uploads: UploadsClient, state: string, event: string) {
    this.#client = client
    this.#uploads = uploads
    this.#state = state
    this.#event = event
  }

  /** The same object until something changes. */
  readonly snapshot = (): UploadSnapshot => this.#snapshot

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * The field that takes the files.
   *
   * @throws TypeError where there is none, or which one it is cannot be told
   */
  get field(): Field {
    const known = this.#client.store.state(this.#state)?.uploads?.[this.#event]
    const { field } = this.settings
    const found = Object.entries(known ?? {}).filter(
      ([path]) => field === undefined || path === field || path === field + EACH
    )
    const [path, rules] = found[0] ?? []
    const name = path?.endsWith(EACH) ? path.slice(0, -EACH.length) : path
    if (found.length === 1 && name !== undefined && !name.includes('*')) {
      return { name, isList: name !== path, rules: rules! }
    }
    const paths = Object.keys(known ?? {}).join(', ')
    throw new TypeError(
      `"${this.#event}" of ${this.#state} has no one field for files, but: ${paths || 'none'}. Name one with the option "field", or use a form`
    )
  }

  /**
   * Sends files. Of several for a field that takes one, it is the first.
   *
   * @returns resolves when they are through: the event has had them, or they have failed
   */
  readonly add = async (files: Iterable<File>): Promise<void> => {
    const { isList } = this.field
    const items = [...files].slice(0, isList ? undefined : 1).map(createItem)
    if (items.length === 0) return
    if (!isList) this.#remove(this.#items)
    this.#items = [...this.#items, ...items]
    this.#tell()
    await this.#run(items)
  }

  /**
   * Ends the sending of a file, or of all. One whose event runs already is not stopped.
   */
  readonly cancel = (id?: string): void => {
    const chosen = this.#items.filter(({ shown }) => id === undefined || shown.id === id)
    const ended = chosen.filter(
      ({ shown: { status } }) => status === 'waiting' || status === 'sending'
    )
    for (const item of ended) item.controller.abort()
    this.#change(ended, { status: 'cancelled' })
    this.#drop(ended)
  }

  /** Sends a file again that has failed, or was cancelled. */
  readonly retry = (id: string): void => {
    const item = this.#items.find(({ shown }) => shown.id === id)
    if (!item || !['failed', 'cancelled'].includes(item.shown.status)) return
    item.controller = new AbortController()
    this.#change([item], { status: 'waiting', progress: 0, error: undefined })
    void this.#run([item])
  }

  /** Takes files out of the list, after cancelling them. */
  readonly remove = (id?: string): void => {
    this.cancel(id)
    this.#remove(this.#items.filter(({ shown }) => id === undefined || shown.id === id))
    this.#tell()
  }

  async #run(items: readonly Item[]): Promise<void> {
    try {
      const uploader = await this.#uploads.uploader()
      const sent = await this.#send(uploader, items)
      if (sent.length > 0) await this.#call(sent)
    } catch (error) {
      const pending = items.filter(({ shown }) => UNDER_WAY.has(shown.status))
      this.#change(pending, { status: 'failed', error: (error as Error).message })
    }
  }

  /**
   * @returns the files that are on the server now
   */
  async #send(uploader: Uploader, items: readonly Item[]): Promise<Item[]> {
    let left = waiting(items)
    while (left.length > 0) {
      for (const item of left) item.ref = fileRef()
      const { admission, errors } = await uploader.claim(this.#callOf(left))
      this.#drop(left.filter(({ controller }) => controller.signal.aborted))
      if (admission) {
        left = waiting(left)
        await Promise.all(
          left.map((item) => {
            const { controller, file, ref } = item
            const progress = (bytes: number) => this.#progress(item, bytes)
            return uploader
              .send({ ref, file }, admission, { signal: controller.signal, progress })
              .then(() => this.#progress(item, file.size))
              .catch((error: Error) => this.#fail(item, error.message))
          })
        )
        return left.filter(({ shown }) => shown.status === 'sending')
      }
      // Somebody leads the page elsewhere
      if (!errors) this.#change(left, { status: 'cancelled' })
      else this.#refuse(left, errors)
      left = waiting(left)
    }
    return []
  }

  /** Calls the event with what has been sent. */
  async #call(items: readonly Item[]): Promise<void> {
    this.#change(items, { status: 'running' })
    let refused: Record<string, string> | undefined
    const { args } = this.#callOf(items)
    await this.#client.call(this.#state, this.#event, args, {
      refused: (errors) => (refused = errors),
    })
    if (refused) this.#refuse(items, refused)
    else this.#change(items, { status: 'done', progress: 100 })
  }

  /** Those that are named have failed; all of them where none is. */
  #refuse(items: readonly Item[], errors: Record<string, string>): void {
    const { name, isList } = this.field
    const named = isList ? items.filter((_, index) => errors[`${name}.${index}`]) : []
    if (named.length === 0) {
      const error = errors[name] ?? Object.values(errors)[0]
      return this.#change(items, { status: 'failed', error })
    }
    for (const [index, item] of items.entries()) {
      const error = errors[`${name}.${index}`]
      if (error) this.#change([item], { status: 'failed', error })
    }
    // The event has had all of them, and keeps none
    const others = items.filter(({ shown }) => shown.status === 'running')
    this.#change(others, { status: 'failed', error: named[0].shown.error })
  }

  #callOf(items: readonly Item[]): FileCall {
    const { name, isList } = this.field
    const refs = items.map(({ ref }) => ref)
    const argument = placed({ ...this.settings.fields }, name.split('.'), isList ? refs : refs[0])
    const files = items.map(({ ref, file }) => ({ ref, file }))
    return { state: this.#state, event: this.#event, args: [argument], files }
  }

  #drop(items: readonly Item[]): void {
    const refs = items.map(({ ref }) => ref).filter((ref) => ref !== '')
    if (refs.length > 0) void this.#uploads.uploader().then((uploader) => uploader.drop(refs))
  }

  #progress(item: Item, bytes: number): void {
    if (item.controller.signal.aborted) return
    const progress = Math.floor((bytes / item.file.size) * 100)
    this.#change([item], { status: 'sending', progress })
  }

  #fail(item: Item, error: string): void {
    if (!item.controller.signal.aborted) this.#change([item], { status: 'failed', error })
  }

  #remove(items: readonly Item[]): void {
    const gone = items.filter(({ shown }) => !UNDER_WAY.has(shown.status))
    for (const { shown } of gone) if (shown.preview) URL.revokeObjectURL(shown.preview)
    this.#items = this.#items.filter((item) => !gone.includes(item))
  }

  #change(items: readonly Item[], change: Partial<UploadedFile>): void {
    if (items.length === 0) return
    for (const item of items) item.shown = { ...item.shown, ...change }
    this.#tell()
  }

  #tell(): void {
    const files = this.#items.map(({ shown }) => shown)
    this.#snapshot = { files, isUploading: files.some(({ status }) => UNDER_WAY.has(status)) }
    for (const listener of [...this.#listeners]) listener()
  }
}

function waiting(items: readonly Item[]): Item[] {
  return items.filter(({ shown }) => shown.status === 'waiting')
}

function createItem(file: File): Item {
  const { name, size, type } = file
  const isPicture = type.startsWith('image/') && typeof URL.createObjectURL === 'function'
  const shown: UploadedFile = {
    ...{ id: fileRef(), name, size, type },
    preview: isPicture ? URL.createObjectURL(file) : undefined,
    ...{ progress: 0, status: 'waiting', error: undefined },
  }
  return { shown, file, ref: '', controller: new AbortController() }
}

/** Puts a value in its place in an argument. */
function placed(
  argument: Record<string, JsonValue>,
  [name, ...rest]: string[],
  value: JsonValue
): JsonValue {
  const inner = (argument[name] ?? {}) as Record<string, JsonValue>
  return { ...argument, [name]: rest.length === 0 ? value : placed(inner, rest, value) }
}

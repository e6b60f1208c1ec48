/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { MultipartFile } from '@adonisjs/core/bodyparser'
import type { DriveManager } from '../../adonis/main.ts'
import type { Check } from '../../doctor/main.ts'
import { UPLOAD_EVENT } from '../../protocol/main.ts'
import type { JsonValue } from '../../protocol/main.ts'
import { askGuard, errors, runHandler } from '../../state/main.ts'
import type { EventDefinition, StateDefinition, StateExtension } from '../../state/main.ts'
import type {
  Endpoint,
  EndpointExchange,
  EventCall,
  EventRun,
  Feature,
  FeatureHost,
  Tab,
  TabPart,
} from '../../tabs/main.ts'
import { figures } from '../../telemetry/main.ts'
import { AdmittedUploads } from './admitted_uploads.ts'
import type { Admission } from './admitted_uploads.ts'
import { createFile, DeclaredRules, readDeclared } from './declared_files.ts'
import { UPLOADS } from './decorator.ts'
import { DirectUploads } from './direct/main.ts'
import type { BucketFile } from './direct/main.ts'
import { E_UPLOAD_CLAIM, E_UPLOAD_DIRECT, E_UPLOAD_UNFINISHED } from './exceptions.ts'
import { fileSlots, toldFields } from './file_fields.ts'
import type { FileSlot } from './file_fields.ts'
import { installKeep } from './kept_files.ts'
import type { FileStorage } from './kept_files.ts'
import { aroundUpload } from './received_files.ts'
import { TabUploads, uploadsOf } from './tab_uploads.ts'
import type { TabUpload } from './tab_uploads.ts'
import type { UploadLimits } from './limits.ts'
import { UploadClaims } from './upload_claims.ts'
import { uploadEvents } from './upload_events.ts'
import type { UploadEvent } from './upload_events.ts'
import { HeldFile } from './held_file.ts'
import { UploadFolder } from './upload_folder.ts'
import { UploadReceiver } from './upload_receiver.ts'

/** By which a request says what it brings. */
const CLAIM_HEADER = 'upload-claim'
const OFFSET_HEADER = 'upload-offset'

/** How often the folder is swept within the life of a claim. */
const SWEEPS = 12

/** Milliseconds that a browser has to read why its request was ended. */
const FAREWELL = 500

export interface UploadsConfig {
  limits: UploadLimits
  /** Absolute path of the folder for files that no event has had yet. */
  folder: string
  storage: FileStorage
  /** Where the application has it. */
  drive: DriveManager | undefined
  /** Prefix of the keys of files that browsers send to disks themselves. */
  prefix: string
}

/**
 * Events that take files. Their bytes come over HTTP, each file with a claim that was asked for over the socket,
 * in a request through the kernel that the event's guards have seen.
 */
export class Uploads implements Feature {
  readonly name = UPLOADS
  readonly endpoint: Endpoint = { respond: (exchange) => this.#respond(exchange) }
  #host: FeatureHost
  #config: UploadsConfig
  #claims: UploadClaims
  #folder: UploadFolder
  #receiver: UploadReceiver
  #direct: DirectUploads | undefined
  #admitted: AdmittedUploads
  /** Disks that browsers may send files to. */
  #disks = new Set<string | undefined>()
  #events = new WeakMap<StateDefinition, ReadonlyMap<string, UploadEvent>>()
  #rules = new WeakMap<UploadEvent, DeclaredRules>()
  #isUsed = false
  #sweeps: NodeJS.Timeout | undefined

  constructor(host: FeatureHost, config: UploadsConfig) {
    const { drive, prefix, limits } = config
    const { expiresIn, stallAfter, atOnce } = limits
    this.#host = host
    this.#config = config
    this.#claims = new UploadClaims(host.encryption, expiresIn)
    this.#folder = new UploadFolder({ ...config.limits, path: config.folder })
    const served = () => figures.served
    this.#receiver = new UploadReceiver({ folder: this.#folder, atOnce, stallAfter, served })
    const { logger } = host
    this.#direct =
      drive && new DirectUploads({ drive, prefix, expiresIn, logger, patience: stallAfter })
    this.#admitted = new AdmittedUploads({
      ...{ host, limits, claims: this.#claims, folder: this.#folder },
      ...{ receiver: this.#receiver, direct: this.#direct },
    })
  }

  async start(): Promise<void> {
    if (this.#isUsed) await this.#sweep()
  }

  async checks(): Promise<readonly Check[]> {
    const { multipartCheck } = await import('./checks/main.ts')
    return [multipartCheck]
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweeps)
    await this.#receiver.close()
  }

  /**
   * @throws E_UPLOAD_VALIDATOR, E_UPLOAD_DIRECT
   */
  extend(definition: StateDefinition): StateExtension | undefined {
    const events = uploadEvents(definition)
    if (events.size === 0) return undefined
    for (const [name, { options }] of events) {
      if (!options.direct) continue
      if (!this.#direct) throw new E_UPLOAD_DIRECT([`${definition.id}.${name}`])
      this.#disks.add(options.disk)
    }
    this.#events.set(definition, events)
    if (!this.#isUsed) installKeep()
    this.#isUsed = true
    const all = [...events]
    return {
      snapshot: {
        u: Object.fromEntries(all.map(([name, { fields }]) => [name, toldFields(fields)])),
      },
      around: new Map(
        all.map(([name, event]) => [name, aroundUpload(event, this.#config.storage)])
      ),
    }
  }

  attach(tab: Tab): TabPart | undefined {
    // A state with such an event may be written while the tab is open
    if (!this.#isUsed && !this.#host.development) return undefined
    return new TabUploads({
      counted: (change) => this.#admitted.counted(change),
      discard: async (uploads) => {
        await Promise.all(uploads.map((upload) => this.#admitted.discard(upload)))
      },
      release: async (ids) => {
        await Promise.all(ids.map((id) => this.#receiver.abort(id)))
      },
      renew: async (ref, upload) => {
        tab.tell(UPLOADS, { [ref]: upload ? await this.#admitted.ticket(tab, upload) : null })
      },
    })
  }

  /**
   * @throws E_EVENT_UNKNOWN, E_EVENT_ARGUMENT
   */
  claim(call: EventCall): EventRun<unknown> | undefined {
    const { definition, name, event, sent } = call
    const events = this.#events.get(definition)
    if (!events) return undefined
    if (name === UPLOAD_EVENT) {
      const target = events.has(String(sent[1])) && definition.events.get(String(sent[1]))
      if (!target) throw new errors.E_EVENT_UNKNOWN([String(sent[1]), definition.id])
      return this.#admission(call, target)
    }
    return event && events.has(name) ? this.#run(call, event) : undefined
  }

  /** Answers a browser that wants to send files: with a claim for each, or why one cannot pass. */
  #admission(call: EventCall, event: EventDefinition): EventRun<Admission> {
    const { tab, definition } = call
    const [argument, , text] = call.args(event)
    const declared = readDeclared(text)
    return {
      handle: async (scope) => {
        await askGuard(scope, definition, event, [argument])
        await this.#rulesOf(definition, event).check(scope, argument, declared)
        const { options } = this.#events.get(definition)!.get(event.name)!
        const of = { state: definition.id, event: event.name }
        const admission = await this.#admitted.admit(tab, declared, of, options)
        this.#sweepFromNowOn()
        return admission
      },
      answer: (admission) => ({ r: admission }),
    }
  }

  /** Runs an event with the files that have come for it. */
  #run(
    { tab, definition, args }: EventCall,
    event: EventDefinition
  ): EventRun<JsonValue | undefined> {
    const checked = args(event)
    const { fields } = this.#events.get(definition)!.get(event.name)!
    return {
      handle: async (scope) => {
        const slots = fileSlots(fields, checked[0]).filter(({ value }) => typeof value === 'string')
        const files = await this.#take(tab, definition, event, slots)
        try {
          return await runHandler(scope, definition, event, checked)
        } finally {
          await this.#remove(files)
        }
      },
      answer: (value) => (value === undefined ? undefined : { r: value }),
    }
  }

  /**
   * Puts files in the places of an argument that name them.
   *
   * @throws E_UPLOAD_CLAIM, E_UPLOAD_UNFINISHED, E_UPLOAD_BUSY, E_UPLOAD_TOO_LARGE, E_UPLOAD_DISK
   */
  async #take(
    tab: Tab,
    definition: StateDefinition,
    event: EventDefinition,
    slots: readonly FileSlot[]
  ): Promise<(HeldFile | BucketFile)[]> {
    const part = uploadsOf(tab)!
    const found = new Map<TabUpload, FileSlot>()
    for (const slot of slots) {
      const upload = part.find(slot.value)
      if (
        !upload ||
        upload.state !== definition.id ||
        upload.event !== event.name ||
        found.has(upload)
      ) {
        throw new E_UPLOAD_CLAIM([
          `this tab has no file "${String(slot.value).slice(0, 40)}" for it`,
        ])
      }
      found.set(upload, slot)
    }
    const taken: (HeldFile | BucketFile)[] = []
    try {
      for (const [upload, slot] of found) {
        const { bucket, size } = upload
        const held = await (bucket
          ? this.#direct!.hold(bucket, size)
          : this.#holdWhole(upload, part))
        part.take(upload)
        taken.push(held)
        slot.set(fileOf(upload, held, slot.name))
      }
    } catch (error) {
      await this.#remove(taken)
      throw error
    }
    return taken
  }

  /** Removes what an event has had. What cannot be removed is swept later, and the event is what it was. */
  async #remove(files: readonly (HeldFile | BucketFile)[]): Promise<void> {
    const removed = await Promise.allSettled(files.map((file) => file.remove()))
    for (const each of removed) {
      if (each.status === 'fulfilled') continue
      this.#host.logger.error({ err: each.reason }, 'a file of an event could not be removed')
    }
  }

  /**
   * @throws E_UPLOAD_BUSY, E_UPLOAD_CLAIM, E_UPLOAD_UNFINISHED: then it is not held
   */
  async #holdWhole(upload: TabUpload, part: TabUploads): Promise<HeldFile> {
    const { id, size: expected } = upload
    let held: HeldFile
    try {
      held = await this.#folder.hold(id)
    } catch (error) {
      // What was swept counts no longer
      if (error instanceof E_UPLOAD_CLAIM) part.take(upload)
      throw error
    }
    try {
      const size = await held.size()
      if (size === expected) return held
      throw new E_UPLOAD_UNFINISHED([size, expected])
    } catch (error) {
      await held.release()
      throw this.#folder.explain(error)
    }
  }

  /** Takes bytes, or says how far a file has come. */
  async #respond({ request, response, session }: EndpointExchange): Promise<void> {
    const { [CLAIM_HEADER]: text, [OFFSET_HEADER]: offset } = request.headers
    try {
      if (request.method !== 'POST') throw new E_UPLOAD_CLAIM(['the request is not a POST'])
      const claim = this.#claims.open(text, session)
      const progress =
        typeof offset === 'string'
          ? await this.#receiver.receive(request, claim, offset)
          : await this.#receiver.progress(claim)
      response.header('cache-control', 'no-store')
      if (progress) response.status(200).send(progress)
    } finally {
      // Whatever the browser sends still belongs to nothing
      if (!request.complete) {
        response.response.once('finish', () =>
          setTimeout(() => request.destroy(), FAREWELL).unref()
        )
      }
    }
  }

  #rulesOf(definition: StateDefinition, { name }: EventDefinition): DeclaredRules {
    const event = this.#events.get(definition)!.get(name)!
    let rules = this.#rules.get(event)
    if (!rules) {
      rules = new DeclaredRules(event.fields, this.#config.limits.fileSize)
      this.#rules.set(event, rules)
    }
    return rules
  }

  async #sweep(): Promise<void> {
    this.#sweepFromNowOn()
    const { expiresIn } = this.#config.limits
    const age = expiresIn - expiresIn / SWEEPS
    // Nobody waits for a bucket
    this.#direct?.sweep(this.#disks, age).catch((error) => {
      this.#host.logger.error({ err: error }, 'files that no event has had could not be swept')
    })
    await this.#folder.sweep(age)
  }

  #sweepFromNowOn(): void {
    this.#sweeps ??= setInterval(
      () => void this.#sweep(),
      this.#config.limits.expiresIn / SWEEPS
    ).unref()
  }
}

function fileOf(
  { name, type, size }: TabUpload,
  held: HeldFile | BucketFile,
  field: string
): MultipartFile {
  const file = createFile(field, name, type, size)
  if (held instanceof HeldFile) file.tmpPath = held.path
  else held.standFor(file)
  return file
}

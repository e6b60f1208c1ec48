/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import type { HttpContext, HttpResponse } from '@adonisjs/core/http'
import { extrasOf } from '../../adonis/main.ts'
import type { DriveManager } from '../../adonis/main.ts'
import { attachment } from '../../attachment.ts'
import { DOWNLOADS_PATH } from '../../protocol/main.ts'
import { actions, BrowserAction, running } from '../../state/main.ts'
import { hasLeft, identityOf } from '../../tabs/main.ts'
import type { Endpoint, EndpointExchange, Feature, FeatureHost, Tab } from '../../tabs/main.ts'
import { byteRange } from './byte_range.ts'
import type { ByteRange } from './byte_range.ts'
import { useDownloads } from './download.ts'
import { DownloadFiles } from './download_files.ts'
import type { SentFile } from './download_files.ts'
import { DownloadTickets } from './download_tickets.ts'
import type { DownloadTicket, FilePlace } from './download_tickets.ts'
import { E_DOWNLOAD_ADDRESS, E_DOWNLOAD_MISSING } from './exceptions.ts'
import { OpenDownloads } from './open_downloads.ts'
import { discard, takeOver } from './source_stream.ts'
import type { DownloadOffers, DriveDownload, StreamDownload } from './sources.ts'
import { endWhenStalled } from './stalled_response.ts'

export const DOWNLOADS = 'downloads'

/** Times that an address lives after which it is forgotten to have been used: clocks may differ. */
const REMEMBERED = 3

/** How often the folder is swept within that time. */
const SWEEPS = 3

/** What browsers may fetch. Times are in milliseconds. */
export interface DownloadLimits {
  /** Downloads of a browser session that are prepared or being sent. */
  files: number
  /** Time that an address is good for. */
  expiresIn: number
  /** Time after which a browser that takes nothing is given up. */
  stallAfter: number
  /** Time after which a stream that brings nothing, or a disk that does not answer, is given up. */
  idleAfter: number
  /** Bytes that the disk keeps free. */
  freeSpace: number
}

export interface DownloadsConfig {
  limits: DownloadLimits
  /** Absolute path of the folder for what streams bring. */
  folder: string
  /** Where the application has it. */
  drive: DriveManager | undefined
}

/**
 * Files of any size for browsers: an event gives out a sealed address, and the request that brings it passes the
 * kernel as a request for the page does.
 */
export class Downloads implements Feature, DownloadOffers {
  readonly name = DOWNLOADS
  readonly endpoint: Endpoint = {
    isAddressed: true,
    respond: (exchange) => this.#respond(exchange),
  }
  #host: FeatureHost
  #limits: DownloadLimits
  #files: DownloadFiles
  #tickets: DownloadTickets
  #open: OpenDownloads
  #sweeps: NodeJS.Timeout | undefined

  constructor(host: FeatureHost, { limits, folder, drive }: DownloadsConfig) {
    const { expiresIn, stallAfter, idleAfter, freeSpace } = limits
    const space = { freeSpace, totalFiles: Infinity, totalBytes: undefined }
    this.#host = host
    this.#limits = limits
    this.#files = new DownloadFiles({ path: folder, stallAfter, ...space }, drive, idleAfter)
    this.#tickets = new DownloadTickets(host.encryption, expiresIn)
    this.#open = new OpenDownloads(limits.files, expiresIn, (error) =>
      host.logger.error({ err: error }, 'a download could not be removed')
    )
    useDownloads(this)
  }

  async start(): Promise<void> {
    await this.#sweep()
  }

  async stop(): Promise<void> {
    clearInterval(this.#sweeps)
    await this.#open.close()
  }

  /**
   * Gets a file ready, in the name of whoever's event runs.
   *
   * @returns has the browser fetch it
   * @throws E_ACTION_VALUE, E_DOWNLOAD_SOURCE, E_DOWNLOAD_LIMIT, E_DOWNLOAD_MISSING, E_DOWNLOAD_DISK, E_DOWNLOAD_IDLE,
   *   E_UPLOAD_NO_SPACE, and what a stream throws
   */
  async offer(source: StreamDownload | DriveDownload): Promise<BrowserAction> {
    if (!('stream' in source)) return this.#offer(source)
    takeOver(source.stream)
    try {
      return await this.#offer(source)
    } catch (error) {
      discard(source.stream)
      throw error
    }
  }

  async #offer(source: StreamDownload | DriveDownload): Promise<BrowserAction> {
    const { scope, origin = '' } = running() ?? {}
    const tab = scope?.tab === undefined ? undefined : this.#host.tabs.find(scope.tab)
    const name = source.filename ?? nameOf(source as DriveDownload)
    const { filename, contentType } = actions.downloadedFile(name, source.contentType)
    const session = sessionOf(scope?.ctx, tab)
    const owner = session || (scope?.tab ?? '')
    const id = randomUUID()
    const leave = this.#open.enter(owner, id)
    try {
      const signal = scope?.signal ?? new AbortController().signal
      const found =
        'stream' in source
          ? { place: await this.#write(source, signal), contentType: undefined }
          : await this.#files.find(source)
      if ('stream' in source) this.#sweepFromNowOn()
      const dot = origin.lastIndexOf('.')
      const sealed = this.#tickets.seal({
        id,
        place: found.place,
        filename,
        contentType: contentType ?? found.contentType ?? 'application/octet-stream',
        session,
        guards: scope?.ctx ? identityOf(scope.ctx) : (tab?.identity.guards ?? {}),
        url: tab?.shown?.info.url ?? scope?.ctx?.request.url(true) ?? '/',
        ...(dot !== -1 && { event: { state: origin.slice(0, dot), name: origin.slice(dot + 1) } }),
      })
      const remove = () => this.#files.remove(found.place)
      this.#open.expire(id, remove)
      // Where the event fails, no browser hears of the address
      scope?.undoWith?.(() => {
        leave()
        return remove()
      })
      return new BrowserAction({ type: 'download', url: `${DOWNLOADS_PATH}/${sealed}`, filename })
    } catch (error) {
      leave()
      throw error
    }
  }

  #write(source: StreamDownload, signal: AbortSignal): Promise<FilePlace> {
    return this.#files.write(source, { signal, idleAfter: this.#limits.idleAfter })
  }

  /**
   * Reads what an address stands for, whoever asks. It counts no longer for its session: a test has had it.
   *
   * @returns undefined for an address of something else
   * @throws E_DOWNLOAD_ADDRESS, E_DOWNLOAD_MISSING, E_DOWNLOAD_DISK
   */
  async peek(url: string): Promise<Buffer | undefined> {
    const sealed = sealedIn(url)
    if (sealed === undefined) return undefined
    const { id, place } = this.#tickets.read(sealed)
    const file = await this.#files.look(place)
    this.#open.discount(id)
    return buffer(await file.open())
  }

  async #respond({ request, response, session }: EndpointExchange): Promise<void> {
    const { method, url = '', headers } = request
    if (method !== 'GET' && method !== 'HEAD') {
      throw new E_DOWNLOAD_ADDRESS(['the request is not a GET'])
    }
    const ticket = this.#tickets.open(sealedIn(url) ?? '', session)
    await this.#ask(request, ticket)
    const isHead = method === 'HEAD'
    const seen = await this.#see(ticket.place, headers.range)
    // Whoever asks for bytes that are not there may ask again
    const staysGood = isHead || lacks(seen, headers.range)
    const file = staysGood
      ? (seen ?? (await this.#files.look(ticket.place)))
      : await this.#take(ticket, response, seen)
    const range = file.hasParts ? byteRange(headers.range, file.size!) : undefined
    const { contentType, filename } = ticket
    response.header('content-type', contentType)
    response.header('content-disposition', attachment(filename))
    response.header('cache-control', 'private, no-store')
    response.header('x-content-type-options', 'nosniff')
    if (file.hasParts) response.header('accept-ranges', 'bytes')
    if (range === null) {
      response.header('content-range', `bytes */${file.size}`)
      response.status(416)
      return
    }
    const size = range ? range.end - range.start + 1 : file.size
    if (size !== undefined) response.header('content-length', size)
    if (range) {
      response.status(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    }
    if (isHead) return
    endWhenStalled(response.response, this.#limits.stallAfter)
    const stream = await opened(file, range, response.response)
    if (stream) response.stream(stream)
  }

  /**
   * Looks at a file before its address is used up: while its disk fails, an address stays good, as the disk may be there
   * again in a moment.
   *
   * @returns undefined for one that is not there, which is for whoever takes it, and where there is nothing to know
   * @throws E_DOWNLOAD_DISK
   */
  async #see(place: FilePlace, range: string | undefined): Promise<SentFile | undefined> {
    const isOnDisk = 'key' in place
    if (!isOnDisk && range === undefined) return undefined
    return this.#files.look(place).catch((error) => {
      if (isOnDisk && !(error instanceof E_DOWNLOAD_MISSING)) throw error
      return undefined
    })
  }

  /**
   * Takes the file of an address, until the response is over.
   *
   * @param seen - what was seen of it
   */
  async #take(
    ticket: DownloadTicket,
    { response }: HttpResponse,
    seen: SentFile | undefined
  ): Promise<SentFile> {
    await this.#useUp(ticket)
    this.#open.sends(ticket.id)
    let file: SentFile | undefined
    try {
      file = await this.#files.take(ticket.place, seen)
    } finally {
      onceClosed(response, () => this.#open.end(ticket.id, async () => file?.over()))
    }
    return file
  }

  /**
   * Asks whether the visitor may still have it: the middleware of the page, whether they are who they were, and the
   * guards of the event.
   *
   * @throws what keeps them from it
   */
  async #ask(request: IncomingMessage, { url, guards, event }: DownloadTicket): Promise<void> {
    const { result, error } = await this.#host.ask(request, url, async (ctx) => {
      if (hasLeft(guards, identityOf(ctx))) {
        throw new E_DOWNLOAD_ADDRESS(['its user has signed out'])
      }
      const definition = event && this.#host.states.get(event.state)
      await definition?.extension.guards?.get(event!.name)?.again?.({ ctx })
    })
    if (error !== undefined) throw error
    if (!result) throw new E_DOWNLOAD_ADDRESS(['the middleware of its page refuses the request'])
  }

  async #useUp({ id }: DownloadTicket): Promise<void> {
    const keepFor = REMEMBERED * this.#limits.expiresIn
    if (await this.#host.once(`download:${id}`, keepFor)) return
    throw new E_DOWNLOAD_ADDRESS(['it was used before'])
  }

  async #sweep(): Promise<void> {
    await this.#files.sweep(REMEMBERED * this.#limits.expiresIn)
  }

  #sweepFromNowOn(): void {
    this.#sweeps ??= setInterval(
      () => void this.#sweep(),
      (REMEMBERED * this.#limits.expiresIn) / SWEEPS
    ).unref()
  }
}

/** What an address has sealed; undefined for an address of something else. */
function sealedIn(url: string): string | undefined {
  const prefix = `${DOWNLOADS_PATH}/`
  return url.startsWith(prefix) ? url.slice(prefix.length).split('?', 1)[0] : undefined
}

/** Whether a file is there, without the bytes that a browser asks for. */
function lacks(file: SentFile | undefined, range: string | undefined): boolean {
  return file?.hasParts === true && byteRange(range, file.size!) === null
}

function nameOf({ key }: DriveDownload): string {
  return key.split('/').at(-1)!
}

/** Id of the browser session that will ask for the file; empty without one. */
function sessionOf(ctx: HttpContext | undefined, tab: Tab | undefined): string {
  const session = ctx && extrasOf(ctx).session
  // A login has just moved it, and the tab follows at the end of the request
  const isMoving = session?.hasRegeneratedSession && !ctx!.response.response.writableFinished
  return isMoving ? session.sessionId : (tab?.session ?? session?.sessionId ?? '')
}

/** Calls back once nothing can be sent any more. */
function onceClosed(reply: ServerResponse, callback: () => void): void {
  if (reply.destroyed) callback()
  else reply.once('close', callback)
}

/**
 * A stream that has something to read, or is at its end: what fails before that is still an answer. It ends with the
 * response, whatever comes of that.
 *
 * @returns undefined where the response has ended meanwhile
 * @throws what the stream fails with
 */
async function opened(
  file: SentFile,
  range: ByteRange | undefined,
  reply: ServerResponse
): Promise<Readable | undefined> {
  const stream = await file.open(range)
  const closed = new AbortController()
  // It may fail at any time, also while nobody reads it
  stream.on('error', () => {}).once('close', () => closed.abort())
  onceClosed(reply, () => stream.destroy())
  try {
    await once(stream, 'readable', { signal: closed.signal })
  } catch (error) {
    if (!reply.destroyed) throw error
  }
  return reply.destroyed ? undefined : stream
}

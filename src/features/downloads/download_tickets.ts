/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import type { Guards } from '../../adonis/main.ts'
import { E_DOWNLOAD_ADDRESS } from './exceptions.ts'

const PURPOSE = 'reflex:download'

/** Where the bytes of a download are. */
export type FilePlace =
  | { /** Names a file in the folder for downloads. */ id: string }
  | { /** Key of a file on a disk of Drive. */ key: string; disk: string | undefined }

/** What an address stands for. */
export interface DownloadTicket {
  /** Under which it is used up. */
  id: string
  place: FilePlace
  filename: string
  contentType: string
  /** Id of the browser session; empty without one. */
  session: string
  /** Whom the session said to be signed in. */
  guards: Guards
  /** Path and query string of the page whose event has made it. */
  url: string
  /** The event, where one has made it. */
  event?: { state: string; name: string }
}

/**
 * Seals what an address stands for: whoever has it can neither read nor change it.
 */
export class DownloadTickets {
  #encryption: Encryption
  #expiresIn: number

  /**
   * @param expiresIn - milliseconds that an address is good for
   */
  constructor(encryption: Encryption, expiresIn: number) {
    this.#encryption = encryption
    this.#expiresIn = expiresIn
  }

  seal(ticket: DownloadTicket): string {
    return this.#encryption.encrypt(ticket, this.#expiresIn, PURPOSE)
  }

  /**
   * @throws E_DOWNLOAD_ADDRESS
   */
  read(text: string): DownloadTicket {
    const ticket = this.#encryption.decrypt<DownloadTicket>(text, PURPOSE)
    if (!ticket) throw new E_DOWNLOAD_ADDRESS(['it is forged or too old'])
    return ticket
  }

  /**
   * @param session - of the request that brings it
   * @throws E_DOWNLOAD_ADDRESS
   */
  open(text: string, session: string): DownloadTicket {
    const ticket = this.read(text)
    if (ticket.session === session) return ticket
    throw new E_DOWNLOAD_ADDRESS(['it is for another browser session'])
  }
}

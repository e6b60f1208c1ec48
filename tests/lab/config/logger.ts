/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Writable } from 'node:stream'
import { defineConfig } from '@adonisjs/core/logger'
import { logLines } from '#services/journal'

/** Log lines go to the journal, where tests read them. */
const toJournal = new Writable({
  write(chunk: Buffer, _, done) {
    logLines.push(JSON.parse(chunk.toString()) as Record<string, unknown>)
    done()
  },
})

// A process of its own has a log of its own
const destination = process.env.LAB_LOG === 'stdout' ? process.stdout : toJournal

export default defineConfig({
  default: 'app',
  loggers: { app: { enabled: true, name: 'lab', level: 'info', destination } },
})

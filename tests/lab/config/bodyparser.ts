/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { defineConfig } from '@adonisjs/core/bodyparser'

export default defineConfig({
  allowedMethods: ['POST'],
  multipart: {
    processManually: ['/upload-by-hand'],
    // Tests tell files of this process from those of others
    tmpFileName: () => `lab-${process.pid}-${randomUUID()}`,
  },
})

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import { defineConfig, services } from '@adonisjs/drive'

/** Address of a service that tests run; without it, the lab has no bucket. */
const endpoint = process.env.BUCKET_URL

export default defineConfig({
  default: 'files',
  services: {
    files: services.fs({ location: app.makePath('storage'), visibility: 'private' }),
    other: services.fs({ location: app.makePath('storage/other'), visibility: 'private' }),
    ...(endpoint && {
      bucket: services.s3({
        credentials: { accessKeyId: 'lab', secretAccessKey: 'a secret of the lab' },
        region: 'eu-central-1',
        bucket: 'lab',
        endpoint,
        forcePathStyle: true,
        supportsACL: false,
        visibility: 'private',
        // By a browser that has its address, a file comes whose checksum nobody knows before
        requestChecksumCalculation: 'WHEN_REQUIRED',
        maxAttempts: 1,
      }),
    }),
  },
})

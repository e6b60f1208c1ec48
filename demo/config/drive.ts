import app from '@adonisjs/core/services/app'
import { defineConfig, services } from '@adonisjs/drive'
import type { InferDriveDisks } from '@adonisjs/drive/types'
import env from '#start/env'

const storage = env.get('STORAGE_FOLDER', 'storage')

const driveConfig = defineConfig({
  default: 'private',

  services: {
    /**
     * Pictures of products, which every visitor sees.
     */
    public: services.fs({
      location: app.tmpPath(storage, 'public'),
      visibility: 'public',
      serveFiles: true,
      routeBasePath: '/files',
    }),

    /**
     * What customers send with their orders. It has no address: events give it out.
     */
    private: services.fs({
      location: app.tmpPath(storage, 'private'),
      visibility: 'private',
    }),
  },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks extends InferDriveDisks<typeof driveConfig> {}
}

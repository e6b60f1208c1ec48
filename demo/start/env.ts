/*
|--------------------------------------------------------------------------
| Environment variables
|--------------------------------------------------------------------------
|
| Validated once, before the application boots, and typed from then on.
|
*/

import { Env } from '@adonisjs/core/env'

export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  PORT: Env.schema.number(),
  HOST: Env.schema.string({ format: 'host' }),
  APP_URL: Env.schema.string({ format: 'url', tld: false }),
  APP_NAME: Env.schema.string.optional(),
  APP_KEY: Env.schema.secret(),
  LOG_LEVEL: Env.schema.string(),

  /*
  | Session store. `memory` is for tests.
  */
  SESSION_DRIVER: Env.schema.enum(['cookie', 'memory', 'file', 'database'] as const),

  /*
  | Name of the SQLite file in the tmp folder.
  */
  DB_FILE: Env.schema.string.optional(),

  /*
  | Folder of the disks in the tmp folder.
  */
  STORAGE_FOLDER: Env.schema.string.optional(),
})

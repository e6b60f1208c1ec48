/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EnvLoader, EnvParser } from '@adonisjs/core/env'

/**
 * The environment in which this process was started. An application writes what its .env files say into that of its process;
 * handed on, it would count for more than `.env.test`, and tests would run with the database of development.
 *
 * @param appRoot - folder of the application
 */
export async function ownEnvironment(appRoot: URL): Promise<NodeJS.ProcessEnv> {
  const environment = { ...process.env }
  for (const { contents } of await new EnvLoader(appRoot).load()) {
    const parser = new EnvParser(contents, appRoot, { ignoreProcessEnv: true })
    for (const [name, value] of Object.entries(await parser.parse())) {
      if (environment[name] === value) delete environment[name]
    }
  }
  return environment
}

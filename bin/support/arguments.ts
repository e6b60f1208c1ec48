/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseArgs, type ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

type Values<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; strict: true; allowPositionals: false }>
>['values']

/**
 * The options that a script was called with. With `--help` or with what it does not know, it says how
 * it is called and ends, before it has done anything.
 *
 * @param usage - how it is called
 * @param options - as `parseArgs` of Node.js has them
 */
export function readArguments<const O extends Options = {}>(usage: string, options?: O): Values<O> {
  const help = { help: { type: 'boolean' } } as const
  try {
    const { values } = parseArgs({ options: { ...options, ...help } })
    if (!values.help) return values as Values<O>
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`)
    process.exit(1)
  }
}

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| What ace.js runs
|--------------------------------------------------------------------------
*/

await import('./sources/register.ts')
const { createIgnitor } = await import('./support/ignitor.ts')
const { prettyPrintError } = await import('@adonisjs/core')

const ignitor = await createIgnitor()
await ignitor
  .ace()
  .handle(process.argv.slice(2))
  .catch((error) => {
    process.exitCode = 1
    return prettyPrintError(error)
  })

/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the routes and documents of pages.
 */

export { edgePluginReflex } from './edge_plugin.ts'
export { ErrorReporter } from './error_reporter.ts'
export { FormPost } from './form_post.ts'
export { FormRoutes } from './form_routes.ts'
export type { MountOptions } from './mount_options.ts'
export { PageRouter } from './page_router.ts'
export type { NamedMiddleware } from './mount_options.ts'
export { Shell } from './shell.ts'
export type { AssetUrls } from './shell_view.ts'

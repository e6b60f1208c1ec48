import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { defaultRegion, isRegionCode, regions, type Region } from '#services/region'

export const REGION_COOKIE = 'region'

/**
 * Finds out where the shop delivers to: `?region=uk` first, then the visitor's choice in a cookie,
 * then what a proxy in front says in `x-region`.
 */
export default class DetectRegionMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const candidates = [
      ctx.request.qs().region,
      ctx.request.cookie(REGION_COOKIE),
      ctx.request.header('x-region'),
    ]
    const code = candidates.find(isRegionCode)
    ctx.region = code ? regions[code] : defaultRegion

    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    region: Region
  }
}

import { useI18n, useReflex } from 'reflex-adonis/react'
import ShopState from '#states/shop_state'
import { TruckIcon } from '../components/icons'
import { useMoney } from '../lib/use_money'

const codes = ['eu', 'uk', 'us'] as const

export function SiteFooter() {
  const shop = useReflex(ShopState)
  const { t } = useI18n()
  const money = useMoney()
  const { region } = shop

  const choose = (text: string) => {
    const code = codes.find((other) => other === text)
    if (code) void shop.chooseRegion({ code })
  }

  return (
    <footer className="site-footer">
      <div className="wrap site-footer-row">
        <div className="region">
          <TruckIcon />
          <label htmlFor="region">{t('site.deliverTo')}</label>
          <select id="region" value={region.code} onChange={(event) => choose(event.target.value)}>
            {codes.map((code) => (
              <option key={code} value={code}>
                {t(`site.regions.${code}`)}
              </option>
            ))}
          </select>
        </div>
        <p className="muted">
          {t('site.shipping', {
            price: money(region.shipping),
            free: money(region.freeFrom),
            delivery: t(`site.delivery.${region.code}`),
          })}
        </p>
        <p className="muted">
          <a href="/admin">{t('site.office')}</a>
        </p>
      </div>
    </footer>
  )
}

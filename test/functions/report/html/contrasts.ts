import type { Page } from 'playwright-core';

export interface Contrast {
  readonly what: string;
  readonly contrast: number;
}

/** Contrasts by WCAG's formula, as the browser computes colours: of visible texts, and of marks and squares, against what is behind them. */
export async function contrastsOf(
  page: Page,
): Promise<{ readonly texts: readonly Contrast[]; readonly marks: readonly Contrast[] }> {
  return page.evaluate(MEASURE) as Promise<{ texts: Contrast[]; marks: Contrast[] }>;
}

const MEASURE = `(() => {
  const channels = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
  const isOpaque = (color) => { const [, , , alpha = 1] = channels(color); return color !== '' && alpha === 1; };
  const luminance = (color) => {
    const [r, g, b] = color.slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const color = getComputedStyle(one).backgroundColor;
      if (isOpaque(color)) return channels(color);
    }
    return [255, 255, 255];
  };
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100;
  };
  const mixed = (color, ground, share) => color.slice(0, 3).map((value, at) => value * share + ground[at] * (1 - share));
  const isShown = (element) => element.checkVisibility();
  const texts = [...document.querySelectorAll('body *')]
    .filter((element) => !(element instanceof SVGElement) && isShown(element))
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''))
    .filter((element) => !['SCRIPT', 'OPTION'].includes(element.tagName))
    .map((element) => ({
      what: element.className + ' ' + element.textContent.trim().slice(0, 40),
      contrast: contrast(channels(getComputedStyle(element).color), groundOf(element)),
    }));
  const marks = [...document.querySelectorAll('.mark, .square:not(.r-not-checked)')].filter(isShown).map((element) => {
    const style = getComputedStyle(element);
    const ground = groundOf(element.parentElement);
    return {
      what: element.getAttribute('class'),
      contrast: contrast(mixed(channels(style.color), ground, Number(style.fillOpacity)), ground),
    };
  });
  return { texts, marks };
})()`;

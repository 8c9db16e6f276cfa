// Light, dark, or as the machine has it.
export type Look = 'auto' | 'light' | 'dark';

export const currentLook = (): Look => {
  const kept = localStorage.getItem('look');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
};

export function setLook(look: Look) {
  localStorage.setItem('look', look);
  wearLook();
}

const dark = matchMedia('(prefers-color-scheme: dark)');
dark.addEventListener('change', wearLook);

export function wearLook() {
  const look = currentLook();
  document.documentElement.dataset.look = look === 'auto' ? (dark.matches ? 'dark' : 'light') : look;
}

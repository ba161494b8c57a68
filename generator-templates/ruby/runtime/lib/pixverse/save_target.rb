# frozen_string_literal: true

require "fileutils"

module Pixverse
  # The path where a video is to be saved: links followed, parent folders there, writable as far as can be seen.
  class SaveTarget
    MAX_LINKS = 40
    private_constant :MAX_LINKS

    # The file that is written, or replaced.
    attr_reader :path

    def self.resolve(target)
      path = follow_links(File.expand_path(target))
      FileUtils.mkdir_p(File.dirname(path))
      stat = stat(path)
      raise IOError, "it must be a file, but is a folder" if stat&.directory?
      raise IOError, "it must be writable, but is read-only" if stat && !stat.writable?

      new(path, descriptor?(path) || (stat && !stat.file?))
    end

    # nil if there is nothing; other failures, such as a name that is too long, are those of the target.
    def self.stat(path)
      File.stat(path)
    rescue Errno::ENOENT
      nil
    end

    # A link stays a link, also one whose target is still to be made. Descriptors look like links to odd names.
    def self.follow_links(path)
      MAX_LINKS.times do
        return path if descriptor?(path) || !File.symlink?(path)

        path = File.expand_path(File.readlink(path), File.dirname(path))
      end
      raise IOError, "it must not be a loop of links"
    end

    def self.descriptor?(path)
      path.start_with?("/proc/", "/dev/")
    end
    private_class_method :stat, :follow_links, :descriptor?

    def initialize(path, special)
      @path = path
      @special = special
    end

    # A pipe, a device or a descriptor of a process: it is written to, and never replaced.
    def special?
      @special
    end
  end
end
